"""The adjusted comparison as it is sent: ratios, balance, overlap, and what could be said."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from swarm.reports.figures import Figure


class RatioCard(BaseModel):
    """How many times as fast swarmed tickets were solved, its 95% interval, the means in hours."""

    value: float
    low: float
    high: float
    swarm_hours: float
    tier_hours: float


class BalanceRow(BaseModel):
    """Standardized difference of the sides in one covariate, before and after weighting."""

    name: str
    before: float
    after: float


class OverlapCard(BaseModel):
    """Tickets of each side by their chance to be swarmed, in equal bins from 0 to 1."""

    swarm: list[int]
    tier: list[int]
    outside: int
    rule: str


class EffectCard(BaseModel):
    """One adjusted comparison; `refusals` say why there is no `adjusted`, `now` what there is."""

    sentence: str
    rule: str
    horizon: float
    swarm_count: int
    tier_count: int
    covariates: list[str]
    raw: RatioCard | None
    adjusted: RatioCard | None
    balance: list[BalanceRow]
    overlap: OverlapCard | None
    e_value: float | None
    e_value_of_interval: float | None
    refusals: list[str]
    now: str | None
    detectable: str | None


class CountsCard(BaseModel):
    """The tickets of a comparison: on each side, compared with nobody, and still open."""

    swarm: Figure
    tier: Figure
    excluded: Figure
    open: Figure


class LogRankCard(BaseModel):
    """Chi-squared of one degree of freedom, and the chance of one that large."""

    statistic: float
    p: float
    rule: str


class Experiment(BaseModel):
    """Tickets whose process was drawn by lot, each counted as it was drawn.

    `low_anytime` and `high_anytime` may be looked at every day without erring more often.
    """

    sentence: str
    rule: str
    count: int
    swarm_count: int
    tier_count: int
    ratio: RatioCard | None
    low_anytime: float | None
    high_anytime: float | None


class Look(BaseModel):
    """What was to be read at the end of one week of an experiment; the interval holds at all
    looks together."""

    week: int
    count: int
    value: float
    low: float
    high: float


class EffectPage(BaseModel):
    """Swarm against tier for one cohort, adjusted; `later` is about swarms opened on the way."""

    as_of: datetime
    filter: dict[str, str]
    selection: str
    badge: Literal["observational", "randomized"]
    counts: CountsCard
    log_rank: LogRankCard | None
    effect: EffectCard
    later: EffectCard
    experiment: Experiment | None
