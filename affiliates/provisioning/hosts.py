"""The Wagtail site of a sub-site that has a host name of its own."""

from __future__ import annotations

from collections.abc import Mapping

from wagtail.models import Page, Site

from affiliates.models import Affiliate
from affiliates.provisioning.report import ProvisioningReport


def ensure_site(affiliate: Affiliate, homes: Mapping[str, Page], report: ProvisioningReport) -> Site | None:
    """Return the site of the affiliate's own host, None where it has none.

    The site of a host that was changed takes the new name; the site of a host that was given up is removed. It starts
    at the home page of the first language and has the port of the national site, since one server answers both.
    """
    pages = {home.pk for home in homes.values()}
    site = Site.objects.filter(root_page__in=pages, is_default_site=False).first()
    if affiliate.host is None:
        if site is not None:
            report.add(Site._meta.verbose_name, f"− {site.hostname}")
            site.delete()
        return None
    if site is not None and site.hostname == affiliate.host:
        return site
    port = Site.objects.values_list("port", flat=True).get(is_default_site=True)
    site = site or Site(port=port, root_page=next(iter(homes.values())))
    site.hostname, site.site_name = affiliate.host, affiliate.name
    site.save()
    report.add(Site._meta.verbose_name, affiliate.host)
    return site
