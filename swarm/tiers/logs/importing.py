"""A whole event log into the desk: read, put in order, checked, written case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from swarm.db import Database
from swarm.errors import Invalid
from swarm.foreign import Progress
from swarm.tiers.holders import holder_lookup, version_in_force
from swarm.tiers.logs.cases import fold_case
from swarm.tiers.logs.load import Loader, Written
from swarm.tiers.logs.mapping import Mapping
from swarm.tiers.logs.names import Names
from swarm.tiers.logs.reading import read_rows
from swarm.tiers.logs.records import Found
from swarm.tiers.logs.rows import RowReader, Unusable
from swarm.tiers.logs.spool import Spool

BATCH = 250

Reject = Callable[[int, str, str], None]
"""Told the line, the case and the reason of every row that could not be used."""


@dataclass(frozen=True)
class Summary:
    """What an import did. `rows_refused` includes the good rows of cases that were left out."""

    source: str
    rows: int
    rows_refused: int
    cases: int
    imported: int
    continued: int
    unchanged: int
    cases_left_out: int
    people_made: int


class Import:
    """One reading of one file.

    A case is written as a whole or not at all: when one of its rows cannot be used, all of
    it is left out. The same file again changes nothing; a longer export of the same desk
    continues the cases it knows.
    """

    def __init__(
        self,
        database: Database,
        mapping: Mapping,
        reject: Reject,
        written: Written = lambda _session, _numbers: None,
    ) -> None:
        self.database = database
        self.mapping = mapping
        self._tell = reject
        self._written = written
        self._rows = 0
        self._refused = 0

    def run(self, path: Path, reading: Progress, writing: Progress) -> Summary:
        """Import `path`. Raises Invalid when the file or its header cannot be used at all."""
        with Spool() as spool:
            self._read(path, spool, reading)
            whole = spool.settle()
            for case, line, why in spool.spoilt():
                self._reject(line, case, why)
            loader = self._write(spool, whole, writing)
            counts = loader.counts
            for case, line, why in counts.refused:
                self._tell(line, case, why)
            return Summary(
                source=self.mapping.source,
                rows=self._rows,
                rows_refused=self._refused,
                cases=spool.count(),
                imported=counts.imported,
                continued=counts.continued,
                unchanged=counts.unchanged,
                cases_left_out=spool.count() - whole + len(counts.refused),
                people_made=loader.names.made,
            )

    def _reject(self, line: int, case: str, why: str) -> None:
        self._refused += 1
        self._tell(line, case, why)

    def _read(self, path: Path, spool: Spool, reading: Progress) -> None:
        columns = list(dict.fromkeys(self.mapping.columns_used().values()))
        rows = read_rows(path, self.mapping.file, reading, columns)
        _, header = next(rows, (0, None))
        if header is None:
            raise Invalid(f"{path.name} has no header.")
        try:
            reader = RowReader(self.mapping, header)
        except Unusable as error:
            raise Invalid(f"The mapping does not fit {path.name}: {error}.") from error
        for line, row in rows:
            self._rows += 1
            self._take(line, row, reader, spool)

    def _take(self, line: int, row: list[str] | None, reader: RowReader, spool: Spool) -> None:
        if row is None:
            return self._reject(line, "", "not a row of CSV")
        case = ""
        try:
            case = reader.case_of(row)
            spool.add(case, line, reader.read(row))
        except Unusable as error:
            self._reject(line, case, str(error))
            if case:
                spool.spoil(case, f"line {line} of its case cannot be used")
        return None

    def _write(self, spool: Spool, whole: int, writing: Progress) -> Loader:
        with self.database.read() as session:
            lookup = holder_lookup(session, self.mapping.group_tier)
            version = version_in_force(session)
        with self.database.write() as session:
            names = Names(session, self.mapping.source)
        loader = Loader(self.mapping.source, names, lookup, version, self._written)
        cases, done = self._found(spool), 0
        while batch := list(islice(cases, BATCH)):
            writing(done, whole)
            with self.database.write() as session:
                loader.load(session, batch)
            done += len(batch)
        writing(whole, whole)
        return loader

    def _found(self, spool: Spool) -> Iterator[Found]:
        columns = self.mapping.columns
        for name, line, events in spool.cases():
            case = fold_case(
                events,
                resolved_known=columns.resolved is not None,
                closed_known=columns.closed is not None,
            )
            yield Found(name, line, case)
