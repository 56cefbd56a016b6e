"""What exists for somebody in the back office: their own affiliates' things and what the nation shares."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from wagtail.models import Collection, Page, Task, Workflow
from wagtail.permissions import policy_registry

from affiliates.models import Affiliate, AffiliateHomePage, Contact, Edition, LocalAssociation, RemovedEdition, Role
from affiliates.people import affiliates_of, is_affiliate_person, roles_of
from core.models import Audience, Document, Image, Topic

if TYPE_CHECKING:
    from affiliates.people import Person
    from users.models import User

CACHE_ATTRIBUTE = "_reach"
CHOOSING = ("choose", "change", "delete")
CHANGING = ("change", "delete")


def reach_of(user: Person) -> Reach | None:
    """Return what exists for the user, remembered on the user object; None for national people, who have no walls."""
    if not user.is_authenticated or not is_affiliate_person(user):
        return None
    reach: Reach | None = getattr(user, CACHE_ATTRIBUTE, None)
    if reach is None:
        reach = Reach(user)
        setattr(user, CACHE_ATTRIBUTE, reach)
    return reach


class Reach:
    """The query sets of what an affiliate's person may see or change; each look-up by id costs one query."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.affiliates = affiliates_of(user)
        roles = roles_of(user)
        self.written = frozenset(pk for pk, role in roles.items() if role != Role.VIEWER)
        self.managed = frozenset(pk for pk, role in roles.items() if role == Role.MANAGER)
        self._choices: dict[tuple[type[Model], str], bool] = {}

    @cached_property
    def home_paths(self) -> list[str]:
        """The tree paths of the home pages of the own sub-sites, in every language."""
        homes = AffiliateHomePage.objects.filter(affiliate_id__in=self.affiliates)
        return list(homes.values_list("path", flat=True))

    # Pages

    @cached_property
    def _own(self) -> Q:
        own = Q(pk__in=[])
        for path in self.home_paths:
            own |= Q(path__startswith=path)
        return own

    @cached_property
    def _way(self) -> Q:
        steps = {path[:end] for path in self.home_paths for end in range(Page.steplen, len(path), Page.steplen)}
        return Q(path__in=steps)

    @property
    def _shared(self) -> Q:
        candidate = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        homes = AffiliateHomePage.objects.annotate(candidate=candidate).filter(candidate__startswith=F("path"))
        # What readers could see once is no secret after it was unpublished, and what links to it can still be saved.
        return ~Exists(homes) & (Q(live=True) | Q(first_published_at__isnull=False))

    def own_pages(self) -> QuerySet[Page]:
        """Pages of the own sub-sites, their home pages among them."""
        return Page.objects.filter(self._own)

    def inner_pages(self) -> QuerySet[Page]:
        """Pages of the own sub-sites without their home pages, which only the nation moves or takes away."""
        return self.own_pages().exclude(path__in=self.home_paths)

    def explorable_pages(self) -> QuerySet[Page]:
        """Pages of the own sub-sites and those on the way down to them."""
        return Page.objects.filter(self._own | self._way)

    def readable_pages(self) -> QuerySet[Page]:
        """Own pages and those that the nation shares: what a link or a chooser may point to."""
        return Page.objects.filter(self._own | self._way | self._shared)

    # Files

    @cached_property
    def _foreign_collections(self) -> Q:
        others = Affiliate.objects.exclude(pk__in=self.affiliates).exclude(collection=None)
        foreign = Q(pk__in=[])
        for path in others.values_list("collection__path", flat=True):
            foreign |= Q(collection__path__startswith=path)
        return foreign

    def _files(self, model: type[Model], actions: tuple[str, ...]) -> QuerySet[Any]:
        allowed = policy_registry.get_by_type(model).instances_user_has_any_permission_for(self.user, actions)
        files: QuerySet[Any] = allowed.exclude(self._foreign_collections)
        return files

    def images(self) -> QuerySet[Image]:
        """Images of the own and the nation's collections."""
        return self._files(Image, CHOOSING)

    def own_images(self) -> QuerySet[Image]:
        """Images of the own collections."""
        return self._files(Image, CHANGING)

    def documents(self) -> QuerySet[Document]:
        """Documents of the own and the nation's collections."""
        return self._files(Document, CHOOSING)

    def own_documents(self) -> QuerySet[Document]:
        """Documents of the own collections."""
        return self._files(Document, CHANGING)

    def collections(self) -> QuerySet[Collection]:
        """Collections that the person puts files into or takes them from, never another affiliate's."""
        seen = Collection.objects.none()
        for model in (Image, Document):
            policy = policy_registry.get_by_type(model)
            seen |= policy.collections_user_has_any_permission_for(self.user, ("add", "change", "choose"))
        others = Affiliate.objects.exclude(pk__in=self.affiliates).exclude(collection=None)
        for path in others.values_list("collection__path", flat=True):
            seen = seen.exclude(path__startswith=path)
        return seen

    # Rows

    def affiliate_rows(self) -> QuerySet[Affiliate]:
        """The own affiliates."""
        return Affiliate.objects.filter(pk__in=self.affiliates)

    def kept_affiliates(self) -> QuerySet[Affiliate]:
        """The affiliates whose brand and website the person keeps."""
        return Affiliate.objects.filter(pk__in=self.managed)

    def contacts(self) -> QuerySet[Contact]:
        """Own contacts and the nation's."""
        return Contact.objects.filter(Q(affiliate_id__in=self.affiliates) | Q(affiliate=None))

    def own_contacts(self) -> QuerySet[Contact]:
        """Contacts that the person keeps."""
        return Contact.objects.filter(affiliate_id__in=self.written)

    def associations(self) -> QuerySet[LocalAssociation]:
        """Local associations that the person keeps."""
        return LocalAssociation.objects.filter(affiliate_id__in=self.written)

    def editions(self) -> QuerySet[Edition]:
        """Local editions of the own affiliates."""
        return Edition.objects.filter(affiliate_id__in=self.affiliates)

    def removed_editions(self) -> QuerySet[RemovedEdition]:
        """What the own affiliates deleted or reset."""
        return RemovedEdition.objects.filter(affiliate_id__in=self.affiliates)

    def workflows(self) -> QuerySet[Workflow]:
        """Workflows except those of other affiliates."""
        return Workflow.objects.filter(Q(affiliate=None) | Q(affiliate__in=self.affiliates))

    def tasks(self) -> QuerySet[Task]:
        """Tasks of the workflows within reach."""
        return Task.objects.filter(workflow_tasks__workflow__in=self.workflows()).distinct()

    def people(self) -> QuerySet[User]:
        """People of the own affiliates."""
        return (
            get_user_model()._default_manager.filter(groups__affiliate_group__affiliate__in=self.affiliates).distinct()
        )

    def choosable(self, model: type[Model]) -> QuerySet[Any] | None:
        """Return what a chooser of the model may hold; None for vocabularies, which are everybody's."""
        if issubclass(model, Page):
            return self.readable_pages()
        if model in (Topic, Audience):
            return None
        query_sets: dict[type[Model], Any] = {
            Image: self.images,
            Document: self.documents,
            Contact: self.contacts,
            Affiliate: self.affiliate_rows,
            LocalAssociation: self.associations,
            Collection: self.collections,
        }
        found: QuerySet[Any] = query_sets.get(model, model._default_manager.none)()
        return found

    def may_choose(self, model: type[Model], pk: object) -> bool:
        """Say whether the object with this id may stand in a chooser; not for a malformed id."""
        key = (model, str(pk))
        if key not in self._choices:
            choosable = self.choosable(model)
            self._choices[key] = choosable is None or holds(choosable, pk)
        return self._choices[key]


def holds(rows: QuerySet[Any], pk: object) -> bool:
    """Say whether the row with this id is among `rows`; False for what can be no id of theirs."""
    try:
        return rows.filter(pk=pk).exists()
    except (ValueError, TypeError, OverflowError):
        return False
