"""Every page type is complete: a base, its place in the tree, a factory, a template, words for editors."""

from typing import Any

import pytest
from django.db import models
from django.test import Client
from wagtail.coreutils import camelcase_to_underscore
from wagtail.models import Page

from core.models import BasePage, Classified
from demo.factories import PAGE_FACTORIES
from tests.architecture.project import label_of, page_types
from tests.database import PROJECT_DIR

every_type = pytest.mark.parametrize("model", page_types(), ids=label_of)

# Fields whose name says all that an editor must know.
SELF_EXPLANATORY = {
    "abstract", "affiliate", "body", "cover", "cover_caption", "file", "headline", "introduction", "is_free", "kind",
    "licence", "mission", "notes", "portrait", "program", "report", "related_publication", "testimonial", "topics",
    "audiences", "training", "year", "cohort_season", "cohort_year", "association", "number", "place", "participants",
}  # fmt: skip


def own_bases(model: Any) -> list[Any]:
    """Return the class and its bases that are this project's."""
    return [base for base in model.__mro__ if issubclass(base, BasePage | Classified)]


def own_fields(model: Any) -> list[models.Field]:
    """Return the fields that this project adds to Wagtail's page."""
    inherited = {field.name for field in Page._meta.get_fields()} | {"page_ptr"}
    return [field for field in (*model._meta.fields, *model._meta.many_to_many) if field.name not in inherited]


def test_there_are_page_types():
    assert len(page_types()) >= 21


@every_type
def test_it_is_a_base_page(model):
    assert issubclass(model, BasePage)


@every_type
def test_it_declares_where_it_may_stand(model):
    assert any(vars(base).get("parent_page_types") for base in own_bases(model))


@every_type
def test_it_declares_what_may_stand_below_it(model):
    assert any("subpage_types" in vars(base) for base in own_bases(model))


@every_type
def test_parents_and_children_agree(model):
    unheard = [
        label_of(child) for child in model.clean_subpage_models() if model not in child.clean_parent_page_models()
    ]
    assert not unheard
    unwanted = [
        label_of(parent)
        for parent in model.clean_parent_page_models()
        if issubclass(parent, BasePage) and model not in parent.clean_subpage_models()
    ]
    assert not unwanted


@every_type
def test_it_has_a_factory(model):
    assert PAGE_FACTORIES[label_of(model)]._meta.model is model


@every_type
def test_its_template_is_where_wagtail_looks(model):
    assert model.template == f"{model._meta.app_label}/{camelcase_to_underscore(model.__name__)}.html"
    assert (PROJECT_DIR / "templates" / model.template).is_file()


@every_type
def test_it_has_names_for_editors(model):
    assert model._meta.original_attrs.get("verbose_name")
    assert model._meta.original_attrs.get("verbose_name_plural")


@every_type
def test_its_fields_have_names_for_editors(model):
    unnamed = [field.name for field in own_fields(model) if str(field.verbose_name) == field.name.replace("_", " ")]
    translatable = [name for name in unnamed if not _is_translatable(model._meta.get_field(name).verbose_name)]
    assert not translatable


def _is_translatable(name: Any) -> bool:
    return hasattr(name, "_proxy____args") or type(name).__name__ == "__proxy__"


@every_type
def test_its_fields_explain_themselves(model):
    unexplained = {field.name for field in own_fields(model) if not field.help_text} - SELF_EXPLANATORY
    assert not unexplained


@every_type
def test_editors_can_fill_every_field(model):
    form = model.get_edit_handler().get_form_class()
    assert not {field.name for field in own_fields(model) if field.editable} - set(form.base_fields)


@every_type
def test_readers_can_search_its_words(model):
    searched = {field.field_name for field in model.get_searchable_search_fields()}
    texts = {
        field.name
        for field in own_fields(model)
        if isinstance(field, models.TextField) and field.name not in {"consent_note"}
    }
    assert not texts - searched


@pytest.mark.django_db
@every_type
def test_the_demonstration_shows_it_in_both_languages(model):
    languages = set(model.objects.live().values_list("locale__language_code", flat=True))
    assert languages == {"en", "es"}


@pytest.mark.django_db
@every_type
def test_it_has_a_preview_in_every_mode(model, client: Client):
    page = model.objects.live().first()
    for mode, _name in page.preview_modes:
        response = page.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        assert b"</html>" in response.content


@pytest.mark.django_db
@every_type
def test_a_new_page_has_a_preview_before_it_is_saved(model):
    page = model.objects.live().first()
    draft = page.with_content_json(page.serializable_data())
    draft.title = "An unsaved title"
    assert b"An unsaved title" in draft.make_preview_request().content
