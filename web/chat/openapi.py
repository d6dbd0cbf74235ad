"""The OpenAPI document of the chat API, made from its routes and what each says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from sanic_routing import Route

from web.chat.schemas import ErrorOut

_PATH_PARAMETER = re.compile(r"<(\w+)(?::ext=(\w+))?>")
_TOKEN_NEEDED: list[dict[str, list[str]]] = [{"session": []}]


class UndescribedRoute(Exception):
    """A route of the API does not say what it does."""


@dataclass(frozen=True)
class Parameter:
    """A part of a path that differs from request to request."""

    name: str
    description: str

    def described(self) -> dict[str, Any]:
        """Write the parameter as OpenAPI does."""
        return {
            "name": self.name,
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
            "description": self.description,
        }


@dataclass(frozen=True)
class Operation:
    """What a route does: given to it as `ctx_operation`, next to its handler."""

    summary: str
    answer: type[BaseModel] | str
    """The model of the answer; or, of a file, its media type."""
    body: type[BaseModel] | None = None
    status: int = 200
    needs_token: bool = True
    parameters: tuple[Parameter, ...] = ()

    def described(self) -> dict[str, Any]:
        """Write the operation as OpenAPI does."""
        optional: dict[str, Any] = {
            "parameters": [parameter.described() for parameter in self.parameters],
            "requestBody": {"required": True, **_content(self.body)} if self.body else None,
            "security": _TOKEN_NEEDED if self.needs_token else None,
        }
        return {
            "summary": self.summary,
            "operationId": self.summary.lower().replace(" ", "_"),
            "responses": {
                str(self.status): _response(self.answer),
                "default": _response(ErrorOut),
            },
            **{name: value for name, value in optional.items() if value},
        }

    def models(self) -> set[type[BaseModel]]:
        """List the models that its answers and its body are made of."""
        return {model for model in (self.answer, self.body, ErrorOut) if isinstance(model, type)}


def openapi_document(routes: Iterable[Route], server: str, version: str) -> dict[str, Any]:
    """Describe an API in OpenAPI 3.1, from its routes. Raises UndescribedRoute.

    A route with `ctx_operation=None` is left out.
    """
    paths: dict[str, dict[str, Any]] = {}
    models: set[type[BaseModel]] = set()
    for route in routes:
        operation = _operation(route)
        if operation is not None:
            methods = {method.lower(): operation.described() for method in route.methods}
            paths.setdefault(_path(route), {}).update(methods)
            models |= operation.models()
    return {
        "openapi": "3.1.0",
        "info": {"title": "Conseiller chat API", "version": version},
        "servers": [{"url": server}],
        "components": {
            "schemas": _schemas(models),
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
        "paths": paths,
    }


def _operation(route: Route) -> Operation | None:
    try:
        operation: Operation | None = route.ctx.operation
    except AttributeError as error:
        raise UndescribedRoute(route.path) from error
    return operation


def _path(route: Route) -> str:
    """Write a route's path as OpenAPI does: `{token}.ics` for Sanic's `<token:ext=ics>`."""
    return "/" + _PATH_PARAMETER.sub(
        lambda found: f"{{{found[1]}}}" + (f".{found[2]}" if found[2] else ""), route.path
    )


def _schemas(models: Iterable[type[BaseModel]]) -> dict[str, Any]:
    by_name = sorted(models, key=lambda model: model.__name__)
    _, schemas = models_json_schema(
        [(model, "validation") for model in by_name], ref_template="#/components/schemas/{model}"
    )
    definitions: dict[str, Any] = schemas["$defs"]
    return definitions


def _response(answer: type[BaseModel] | str) -> dict[str, Any]:
    description = "A file." if isinstance(answer, str) else answer.__doc__
    return {"description": description, **_content(answer)}


def _content(answer: type[BaseModel] | str) -> dict[str, Any]:
    if isinstance(answer, str):
        return {"content": {answer: {"schema": {"type": "string"}}}}
    schema = {"$ref": f"#/components/schemas/{answer.__name__}"}
    return {"content": {"application/json": {"schema": schema}}}
