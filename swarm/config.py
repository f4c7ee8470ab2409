"""Everything that can be set from outside, read from the environment once at the start."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from limits import parse
from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from swarm.mailserver import read_address, read_sender, read_server
from swarm.vapid import read_key

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 16
"""Characters of the secret that signs cookies; with fewer the desk does not start."""


class Settings(BaseSettings):
    """Each field is the variable `SWARM_` + its name in capitals (see `docs/operating.md`)."""

    model_config = SettingsConfigDict(env_prefix="SWARM_", extra="ignore")

    database_url: str = Field("", description="SQLite or PostgreSQL address of the desk.")
    redis_url: str = Field("", description="Redis shared by several processes; empty for one.")
    secret_key: str = Field(
        "", description=f"Signs cookies; at least {SHORTEST_SECRET} characters."
    )
    process: str = Field(
        "",
        pattern=r"^[a-z0-9]{0,12}$",
        description="Name of one of several processes, for a proxy that keeps pollers with theirs.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8080, ge=1, le=65535, description="Port to listen on.")
    var: Path = Field(ROOT / "var", description="Folder of the database, uploads and backups.")
    origins: str = Field("", description="Further allowed browser origins, separated by commas.")
    trust_proxy: int = Field(0, ge=0, le=5, description="How many proxies stand in front.")
    secure_cookies: bool = Field(False, description="Cookies over HTTPS only.")
    session_days: int = Field(14, ge=1, le=90, description="Days until a sign-in ends unused.")
    upload_megabytes: int = Field(10, ge=1, le=200, description="Largest attachment.")
    scan_command: str = Field("", description="Virus scanner; gets a file's path, 1 is refused.")
    invitation_minutes: int = Field(15, ge=1, le=1440, description="Minutes to answer a call.")
    sign_in_limit: str = Field(
        "10 per minute", description="Failed sign-ins per address and account."
    )
    send_limit: str = Field("120 per minute", description="Replies, notes and files per person.")
    address: str = Field("", description="How browsers reach the desk; stands in mails.")
    smtp_url: str = Field("", repr=False, description="Mail server; empty: no mail is sent.")
    mail_sender: str = Field("", description="From whom mails come.")
    push_key: str = Field("", repr=False, description="Private key of Web Push; else in var.")
    push_anywhere: bool = Field(False, description="Push services may be private: for tests.")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    demo: bool = Field(True, description="Whether bin/run loads the demo on the first start.")

    @field_validator("database_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value:
            try:
                driver = make_url(value).drivername
            except ArgumentError as error:
                raise ValueError("not the address of a database") from error
            if not driver.startswith(("sqlite", "postgresql")):
                raise ValueError("only sqlite:// and postgresql+psycopg:// are known")
        return value

    @field_validator("sign_in_limit", "send_limit")
    @classmethod
    def _is_a_pace(cls, value: str) -> str:
        try:
            parse(value)
        except ValueError as error:
            raise ValueError("not a pace such as “10 per minute”") from error
        return value

    @field_validator("address")
    @classmethod
    def _is_our_address(cls, value: str) -> str:
        return read_address(value) if value else ""

    @field_validator("smtp_url", "mail_sender", "push_key")
    @classmethod
    def _can_be_used(cls, value: str, info: ValidationInfo) -> str:
        checks = {"smtp_url": read_server, "mail_sender": read_sender, "push_key": read_key}
        if value:
            checks[info.field_name or ""](value)
        return value

    @model_validator(mode="after")
    def _says_all_of_mail(self) -> Settings:
        if self.smtp_url and not (self.mail_sender and self.address):
            raise ValueError("SWARM_SMTP_URL needs SWARM_MAIL_SENDER and SWARM_ADDRESS")
        return self

    @property
    def mails(self) -> bool:
        """Whether this desk can send mail; where it cannot, none is promised."""
        return bool(self.smtp_url)

    @property
    def pushes(self) -> bool:
        """Whether this desk can push: push services want to know whose desk it is."""
        return bool(self.address)

    @property
    def database(self) -> str:
        """The database address, SQLite under `var` unless told otherwise."""
        return self.database_url or f"sqlite:///{self.var / 'swarm.db'}"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the desk."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False
