"""Reads from the environment which identity provider people may sign in with, if any."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from config import env

Providers = dict[str, dict[str, Any]]


def openid_connect_providers() -> Providers:
    """Return django-allauth's SOCIALACCOUNT_PROVIDERS for OIDC_SERVER_URL, or nothing when that is absent.

    Raises ImproperlyConfigured when it is set without OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.
    """
    server = env.url("OIDC_SERVER_URL", default="")
    if not server:
        return {}
    app = {
        "provider_id": "oidc",
        "name": env.text("OIDC_NAME", default="Single sign-on"),
        "client_id": env.text("OIDC_CLIENT_ID"),
        "secret": env.text("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def provider_origins(providers: Providers) -> list[str]:
    """Return the origins of the providers' servers, which a form that starts signing in is redirected to."""
    apps = providers.get("openid_connect", {}).get("APPS", [])
    addresses = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return [f"{address.scheme}://{address.netloc}" for address in addresses]
