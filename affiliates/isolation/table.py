"""The table of every address of the back office: who may open it, who may send to it, and what its ids stand for.

An address that no line names is open to nobody; the system check `affiliates.W001` says so (docs/features/isolation.md
tells how to classify a new one).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from affiliates.isolation import kinds
from affiliates.isolation.kinds import Check, Right
from affiliates.isolation.parts import (
    ADMINISTRATORS,
    AFFILIATE_PEOPLE,
    AFFILIATE_WRITERS,
    EVERYBODY,
    MANAGERS,
    NATION,
    NATIONAL_STAFF,
    NOBODY,
    WRITERS,
    Parts,
)
from affiliates.models import Contact
from core.models import Audience, Document, Image, SiteFurniture, Topic


@dataclass(frozen=True)
class Route:
    """Who may open an address (GET), who may send to it (all other methods), and what its ids stand for.

    `ids` are checked for affiliates' people, who have walls; `rights` for everybody.
    """

    opens: Parts
    sends: Parts
    ids: Mapping[str, Check] = field(default_factory=dict)
    rights: Mapping[str, Right] = field(default_factory=dict)


Table = dict[str, Route]


def area(
    prefix: str,
    names: str,
    opens: Parts,
    sends: Parts | None = None,
    *,
    ids: Mapping[str, Check] | None = None,
    rights: Mapping[str, Right] | None = None,
) -> Table:
    """Return the same line for several names; who may open them may send to them, unless `sends` says otherwise."""
    route = Route(opens, opens if sends is None else sends, ids or {}, rights or {})
    return {prefix + name: route for name in names.split()}


PAGE = {"page_id": kinds.own_page}
PARENT = {"parent_page_id": kinds.own_page}
EXPLORED = {"parent_page_id": kinds.explorable_page}
INNER = {"page_id": kinds.inner_page}

ACCOUNT: Table = {
    **area(
        "",
        "second_factor openid_connect_login openid_connect_callback socialaccount_login_cancelled"
        " socialaccount_login_error wagtailadmin_login wagtailadmin_logout wagtailadmin_account wagtailadmin_sprite"
        " wagtailadmin_javascript_catalog wagtailadmin_dismissibles",
        EVERYBODY,
    ),
    **area(
        "account_",
        "login logout inactive signup reauthenticate email email_verification_sent change_password set_password"
        " reset_password confirm_login_code confirm_email reset_password_from_key_done reset_password_from_key"
        " reset_password_done",
        EVERYBODY,
    ),
    **area(
        "mfa_",
        "index authenticate reauthenticate activate_totp deactivate_totp view_recovery_codes generate_recovery_codes"
        " download_recovery_codes list_webauthn add_webauthn reauthenticate_webauthn remove_webauthn edit_webauthn"
        " login_webauthn",
        EVERYBODY,
    ),
    # Wagtail's own ways to a password are switched off: signing in is django-allauth's business alone.
    **area("wagtailadmin_password_", "reset reset_done reset_confirm reset_complete", NOBODY),
}

PAGES: Table = {
    **area("", "wagtailadmin_home wagtailadmin_explore_root", EVERYBODY),
    **area("", "wagtailadmin_explore wagtailadmin_explore_results", EVERYBODY, ids=EXPLORED),
    **area("wagtailadmin_pages:", "search search_results type_use type_use_results", EVERYBODY),
    **area("wagtailadmin_pages:", "view_draft", EVERYBODY, ids=PAGE),
    **area("wagtailadmin_pages:", "choose_parent", WRITERS),
    **area("wagtailadmin_pages:", "add preview_on_add add_subpage", WRITERS, ids=PARENT),
    **area(
        "wagtailadmin_pages:",
        "edit preview_on_edit usage lock unlock revisions_index revisions_view revisions_revert revisions_unschedule"
        " history history_results workflow_history confirm_workflow_cancellation",
        WRITERS,
        ids=PAGE,
    ),
    **area("wagtailadmin_pages:", "revisions_compare", WRITERS, ids={"pk": kinds.own_page}),
    # The home page of a sub-site stays where the nation put it.
    **area("wagtailadmin_pages:", "delete unpublish copy convert_alias", WRITERS, ids=INNER),
    **area("wagtailadmin_pages:", "move set_page_position", WRITERS, ids={"page_to_move_id": kinds.inner_page}),
    **area(
        "wagtailadmin_pages:",
        "move_confirm",
        WRITERS,
        ids={"page_to_move_id": kinds.inner_page, "destination_id": kinds.own_page},
    ),
    # Readers have no session, so no page can be private (core.models.pages).
    **area("wagtailadmin_pages:", "set_privacy", NATION),
    **area(
        "wagtailadmin_pages:",
        "workflow_action collect_workflow_action_data",
        WRITERS,
        ids=PAGE | {"task_state_id": kinds.task_state_of_page},
    ),
    **area("wagtailadmin_pages:", "workflow_preview", WRITERS, ids=PAGE | {"task_id": kinds.task}),
    **area(
        "wagtailadmin_pages:",
        "workflow_history_detail",
        WRITERS,
        ids=PAGE | {"workflow_state_id": kinds.workflow_state_of_page},
    ),
    # The menu of pages and the lists of wagtail-localize read them; the policy on pages limits what they answer.
    **area("wagtailadmin_api:pages:", "listing detail", EVERYBODY, NOBODY),
    **area("wagtailadmin_api:pages:", "find action", NATION),
    # Nothing in the back office asks these, and they ask nobody for a right.
    **area("wagtailadmin_api:images:", "listing detail find", ADMINISTRATORS, NOBODY),
    **area("wagtailadmin_api:documents:", "listing detail find", ADMINISTRATORS, NOBODY),
    **area("", "wagtail_bulk_action", WRITERS),
}

CHOOSERS: Table = {
    **area("wagtailadmin_choose_page", "_search _chosen_multiple", WRITERS),
    **area("", "wagtailadmin_choose_page", WRITERS),
    **area("wagtailadmin_choose_page", "_child", WRITERS, ids={"parent_page_id": kinds.readable_page}),
    **area("wagtailadmin_choose_page", "_external_link _email_link _phone_link _anchor_link", WRITERS),
    **area("", "wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete", WRITERS),
    **area("wagtailembeds:", "chooser chooser_upload", WRITERS),
    **area("wagtailimages_chooser:", "choose choose_results chosen_multiple create", WRITERS),
    **area("wagtailimages_chooser:", "chosen", WRITERS, ids={"pk": kinds.chosen(Image)}),
    **area("wagtailimages_chooser:", "select_format", WRITERS, ids={"image_id": kinds.image}),
    **area("wagtaildocs_chooser:", "choose choose_results chosen_multiple create", WRITERS),
    **area("wagtaildocs_chooser:", "chosen", WRITERS, ids={"pk": kinds.chosen(Document)}),
}

FILES: Table = {
    **area("wagtailimages:", "index index_results add add_multiple", WRITERS),
    **area(
        "wagtailimages:",
        "edit delete image_usage edit_multiple delete_multiple preview url_generator url_generator_output",
        WRITERS,
        ids={"image_id": kinds.own_image},
    ),
    **area("wagtaildocs:", "index index_results add add_multiple", WRITERS),
    **area("wagtaildocs:", "edit delete document_usage", WRITERS, ids={"document_id": kinds.own_document}),
    **area("wagtaildocs:", "edit_multiple delete_multiple", WRITERS, ids={"doc_id": kinds.own_document}),
    **area(
        "wagtailimages:",
        "create_multiple_from_uploaded_image delete_upload_multiple",
        WRITERS,
        rights={"uploaded_file_id": kinds.own_upload},
    ),
    **area(
        "wagtaildocs:",
        "create_multiple_from_uploaded_document delete_upload_multiple",
        WRITERS,
        rights={"uploaded_file_id": kinds.own_upload},
    ),
    **area("", "private_document", EVERYBODY, ids={"document_id": kinds.document}),
}

TRANSLATIONS: Table = {
    **area("wagtail_localize:", "javascript_catalog", EVERYBODY),
    **area(
        "wagtail_localize:",
        "submit_page_translation",
        WRITERS,
        ids=PAGE,
        rights={"page_id": kinds.translatable_page},
    ),
    **area("wagtail_localize:", "submit_snippet_translation", WRITERS, rights={"pk": kinds.translatable_snippet}),
    **area(
        "wagtail_localize:",
        "update_translations",
        WRITERS,
        rights={"translation_source_id": kinds.translation_source},
    ),
    **area(
        "wagtail_localize:",
        "edit_string_translation edit_override download_pofile upload_pofile machine_translate preview_translation"
        " stop_translation",
        WRITERS,
        rights={"translation_id": kinds.translation},
    ),
    **area("wagtail_localize:", "convert_to_alias", WRITERS, ids=INNER, rights={"page_id": kinds.translatable_page}),
    **area("wagtail_localize:", "translations_report translations_report_results", NATIONAL_STAFF),
    **area("wagtail_localize:", "snippets_api_listing", NATIONAL_STAFF, NOBODY),
    **area("wagtail_localize:", "snippets_api_detail", WRITERS, NOBODY, ids={"pk": kinds.chosen_snippet}),
}

EDITING: Table = {
    **area("wagtailadmin_editing_sessions:", "ping", WRITERS, ids={"object_id": kinds.edited_object}),
    # Ends a session of one's own, and says nothing about any other.
    **area("wagtailadmin_editing_sessions:", "release", WRITERS),
    **area("", "wagtailadmin_block_preview", WRITERS),
}

REPORTS: Table = {
    **area(
        "wagtailadmin_reports:",
        "locked_pages locked_pages_results workflow workflow_results workflow_tasks workflow_tasks_results"
        " aging_pages aging_pages_results",
        WRITERS,
    ),
    # Wagtail keeps the log of snippets by type, not by object: affiliates have a log of their own.
    **area("wagtailadmin_reports:", "site_history site_history_results", NATION),
    **area("wagtailadmin_reports:", "page_types_usage page_types_usage_results", NATION),
}

READ_SNIPPET = "list list_results"
ONE_SNIPPET = "edit delete usage history history_results copy"


def snippet(
    name: str, listed: Parts, *, one: Check | None = None, opens: Parts | None = None, sends: Parts | None = None
) -> Table:
    """Return the lines of a snippet: who lists it, who opens one (those, unless said), who writes (those too)."""
    prefix = f"wagtailsnippets_{name}:"
    ids = {"pk": one} if one else None
    opens = listed if opens is None else opens
    sends = opens if sends is None else sends
    return {
        **area(prefix, READ_SNIPPET, listed),
        **area(prefix, "add", sends),
        **area(prefix, ONE_SNIPPET, opens, sends, ids=ids),
    }


def snippet_chooser(name: str, choosers: Parts, check: Check | None = None) -> Table:
    """Return the lines of a snippet's chooser; none of them has a form to make one in passing."""
    prefix = f"wagtailsnippetchoosers_{name}:"
    return {
        **area(prefix, "choose choose_results chosen_multiple", choosers),
        **area(prefix, "chosen", choosers, ids={"pk": check} if check else None),
        **area(prefix, "create", NOBODY),
    }


OWN_AFFILIATE = {"pk": kinds.kept_affiliate}

SNIPPETS: Table = {
    **area("wagtailsnippets:", "index", NATIONAL_STAFF),
    **snippet("affiliates_contact", WRITERS, one=kinds.own_contact),
    **snippet_chooser("affiliates_contact", WRITERS, kinds.chosen(Contact)),
    **snippet("affiliates_localassociation", NATION | AFFILIATE_WRITERS, one=kinds.own_association),
    **snippet_chooser("affiliates_localassociation", NATION | AFFILIATE_WRITERS, kinds.own_association),
    **snippet("affiliates_affiliate", NATION),
    # Managers keep the brand and the website of their own affiliates.
    **area("wagtailsnippets_affiliates_affiliate:", READ_SNIPPET, NATION | MANAGERS),
    **area("wagtailsnippets_affiliates_affiliate:", "edit", NATION | MANAGERS, ids=OWN_AFFILIATE),
    **snippet_chooser("affiliates_affiliate", NATION),
    **snippet("core_topic", NATIONAL_STAFF),
    **snippet_chooser("core_topic", WRITERS, kinds.chosen(Topic)),
    **snippet("core_audience", NATIONAL_STAFF),
    **snippet_chooser("core_audience", WRITERS, kinds.chosen(Audience)),
    **snippet("core_sitefurniture", NATIONAL_STAFF),
    **snippet_chooser("core_sitefurniture", NATION, kinds.chosen(SiteFurniture)),
}

NATIONAL_OFFICE: Table = {
    **area("wagtailadmin_collections:", "index add edit delete set_privacy", NATION),
    **area(
        "wagtailadmin_workflows:",
        "index index_results add enable disable edit usage usage_results remove add_task select_task_type task_index"
        " task_index_results edit_task disable_task enable_task task_chooser task_chooser_results task_chooser_create"
        " task_chosen",
        NATION,
    ),
    # Of every host: an affiliate's pages that move leave a redirect behind without anybody's doing.
    **area("wagtailredirects:", "index index_results add edit delete start_import process_import", NATION),
}

ADMINISTRATION: Table = {
    **area("wagtaillocales:", "index index_results add edit delete history history_results usage", ADMINISTRATORS),
    **area("wagtailsites:", "index index_results add edit delete history history_results usage copy", ADMINISTRATORS),
    # Whoever may edit users can make themselves a superuser; managers have their team view instead.
    **area(
        "wagtailusers_users:", "index index_results add edit delete history history_results usage copy", ADMINISTRATORS
    ),
    **area("wagtailusers_groups:", "index index_results add edit delete history history_results usage", ADMINISTRATORS),
}

OWN = {"affiliate_id": kinds.own_affiliate}
OWN_EDITION = OWN | {"edition_id": kinds.own_edition}

# Views of ours; they answer themselves that nothing is there for who has no part in the affiliate.
AFFILIATES: Table = {
    **area(
        "team_",
        "index invite role deactivate reactivate reset_second_factor resend withdraw",
        MANAGERS | NATION,
        ids=OWN,
    ),
    **area("team_", "accept join", EVERYBODY),
    # The views answer national administrators only.
    **area("", "set_up set_up_step set_up_check", NATION),
    **area("", "set_up_done sub_site_complete sub_site_out_of_service sub_site_return", NATION, ids=OWN),
    # The pages in the addresses are the nation's.
    **area("", "national_content", AFFILIATE_PEOPLE | NATION, NOBODY, ids=OWN),
    **area("national_content_", "hide bring_back", NOBODY, AFFILIATE_WRITERS | ADMINISTRATORS, ids=OWN),
    **area("national_content_", "sharing", NATION),
    # Who only reads may look; the views ask for the right to edit the page before they change anything.
    **area("", "editions", AFFILIATE_PEOPLE | NATION, NOBODY, ids=OWN),
    **area("", "edition edition_compare", AFFILIATE_PEOPLE | NATION, NOBODY, ids=OWN_EDITION),
    **area("edition_", "preferences", AFFILIATE_PEOPLE | NATION, AFFILIATE_WRITERS | ADMINISTRATORS, ids=OWN),
    **area("edition_", "resolve", AFFILIATE_PEOPLE | NATION, AFFILIATE_WRITERS | ADMINISTRATORS, ids=OWN_EDITION),
    **area("edition_", "resolve_preview", NOBODY, AFFILIATE_PEOPLE | NATION, ids=OWN_EDITION),
    **area("edition_", "make", AFFILIATE_WRITERS | ADMINISTRATORS, ids=OWN),
    **area("edition_", "attach detach reset delete question", AFFILIATE_WRITERS | ADMINISTRATORS, ids=OWN_EDITION),
    **area("edition_", "note mode use_national", NOBODY, AFFILIATE_WRITERS | ADMINISTRATORS, ids=OWN_EDITION),
    **area(
        "edition_", "restore", AFFILIATE_WRITERS | ADMINISTRATORS, ids=OWN | {"removed_id": kinds.own_removed_edition}
    ),
    **area("suggestion_", "new", AFFILIATE_WRITERS | ADMINISTRATORS, ids=OWN_EDITION),
    **area(
        "edition_",
        "accept_difference",
        AFFILIATE_PEOPLE | NATION,
        AFFILIATE_WRITERS | ADMINISTRATORS,
        ids=OWN_EDITION,
    ),
    # What all affiliates make of a page is the nation's to see; the pages in the addresses are national.
    **area("edition_", "matrix matrix_export rewrites progress suggestions", NATION, NOBODY),
    **area("edition_", "dry_run correction suggestion", NATION),
    **area("edition_", "retry", NOBODY, NATION),
    # An uploaded file is there for the person who uploaded it, whoever asks.
    **area("associations_", "import import_review", NATION | MANAGERS),
    **area("associations_", "import_report", NATION | MANAGERS, NOBODY),
    **area("", "activity activity_export", AFFILIATE_PEOPLE | NATION, NOBODY, ids=OWN),
}

# Addresses without a name, by their pattern.
UNNAMED: Table = {
    # What is answered where nothing is.
    **area("", "^.*/$", EVERYBODY),
    **area("", "test404/ wagtailadmin_error_test", ADMINISTRATORS),
}

TABLE: Table = (
    ACCOUNT
    | PAGES
    | CHOOSERS
    | FILES
    | TRANSLATIONS
    | EDITING
    | REPORTS
    | SNIPPETS
    | NATIONAL_OFFICE
    | ADMINISTRATION
    | AFFILIATES
    | UNNAMED
)
