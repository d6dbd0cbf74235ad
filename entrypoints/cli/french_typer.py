"""Typer in French: its own words, in help and in errors, are those of `texts.yml`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from entrypoints.cli.texts import text
from web.machine_words import in_french

_INTERRUPTED = 1
_FIRST_SENTENCE = re.compile(r"(?<=\.) ")
_TYPE = re.compile(r"\s*<[^>]+>$")  # of Python, which administrators do not read


class _InFrench:
    """What commands say of themselves."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write how the command is typed."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, text("usage"))

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """Write its arguments, its options, and the commands that it has."""
        for kind in ("argument", "option"):
            of_kind = (p for p in self.get_params(ctx) if p.param_type_name == kind)
            rows = [row for row in (param.get_help_record(ctx) for param in of_kind) if row]
            _write(formatter, kind, rows)
        rows = [(name, _FIRST_SENTENCE.split(told)[0]) for name, told in self.told_of().items()]
        _write(formatter, "command", rows)

    def told_of(self: Any) -> dict[str, str]:
        """Give what is told of each command that it has, by name."""
        return {name: each.help for name, each in getattr(self, "commands", {}).items()}

    def get_help_option(self, ctx: Any) -> Any:
        """Give the option that shows the help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = text("help_option")
        return option


class _Command(_InFrench, TyperCommand):
    """A command."""


class _Group(_InFrench, TyperGroup):
    """A command that has commands of its own."""


class _Outermost(_Group):
    """The command that has all others; their help needs none of them."""

    def told_of(self) -> dict[str, str]:
        """Give what is told of each command, by name."""
        return {name: text(f"help_{name}") for name in self.commands}


class _Commands(Mapping[str, Any]):
    """Commands by name, each imported when it is asked for."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places

    def __getitem__(self, name: str) -> Any:
        return _imported(name, self._places[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def commands_of(name: str, places: Mapping[str, str]) -> TyperGroup:
    """Open the outermost group; `places` says where each command is, as « module:name ».

    Whoever types a command waits for what that one imports, and for no other's.
    """
    commands: Any = _Commands(places)
    return _Outermost(
        name=name,
        commands=commands,
        help=text(f"help_{name}"),
        no_args_is_help=True,
        subcommand_metavar=text("subcommand_shown"),
        rich_markup_mode=None,
    )


@cache
def _imported(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        return get_command(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    command(alone, name)(found)
    return get_command(alone)


def group(name: str, *, runs_alone: bool = False) -> typer.Typer:
    """Open a group of commands; one that `runs_alone` needs none of them."""
    return typer.Typer(
        cls=_Group,
        help=text(f"help_{name}"),
        no_args_is_help=not runs_alone,
        invoke_without_command=runs_alone,
        subcommand_metavar=text("subcommand_shown"),
        rich_markup_mode=None,
        add_completion=False,
    )


def command[Handler: Callable[..., None]](
    app: typer.Typer, name: str, of: str = ""
) -> Callable[[Handler], Handler]:
    """Add a command to a group, `of` which it is one; its help is in the texts."""
    key = f"help_{of}_{name}" if of else f"help_{name}"
    return app.command(name, cls=_Command, help=text(key))


def argument(name: str, told: str | None = None, **more: Any) -> Any:
    """Describe an argument: how it is shown, and what is told of it."""
    about = text(f"{told or name}_help")
    return typer.Argument(metavar=text(name), help=about, show_default=False, **more)


def option(*flags: str, told: str, shown: str | None = None, **more: Any) -> Any:
    """Describe an option: what is told of it, and how its value is shown, if it has one."""
    about, metavar = text(f"{told}_help"), text(shown) if shown else None
    return typer.Option(*flags, help=about, metavar=metavar, show_default=False, **more)


def run(app: TyperGroup) -> None:
    """Run a command as it was typed, and end; what is wrong with it is said in French."""
    try:
        status = app(prog_name="conseiller", standalone_mode=False)
    except typer.Abort:
        typer.echo(text("aborted"), err=True)
        status = _INTERRUPTED
    except typer.TyperException as error:
        _tell(error)
        status = error.exit_code
    sys.exit(status)


def _tell(error: typer.TyperException) -> None:
    context = getattr(error, "ctx", None)
    said = error.format_message()
    if context is not None and said == context.get_help():  # nothing was typed
        typer.echo(said, err=True)
        return
    if context is not None:
        typer.echo(context.get_usage(), err=True)
        typer.echo(text("try_help", command=context.command_path), err=True)
    typer.echo(text("error", why=in_french(said)), err=True)


def _write(formatter: Any, kind: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(text(f"section_{kind}")):
            formatter.write_dl(
                [
                    (_TYPE.sub("", name), told.replace("[required]", text("required")))
                    for name, told in rows
                ]
            )
