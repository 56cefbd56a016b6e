"""The second factor: nothing of the back office opens before it."""

import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from tests.sign_in import BACKEND, PASSWORD, app_code, give_app, recovery_codes, sign_in
from users.models import User
from users.second_factor import record_proof

pytestmark = pytest.mark.django_db
CODE_PAGE = "/cms/account/2fa/authenticate/"
SET_UP = "/cms/account/2fa/totp/activate/"
LEAD_ON = "/cms/account/second-factor/"
CONFIRM = "/cms/account/2fa/reauthenticate/?next=/cms/"


def give_password(client: Client, user: User, **more: str):
    return client.post("/cms/account/login/", {"login": user.email, "password": PASSWORD, **more})


def give_code(client: Client, code: str):
    return client.post(CODE_PAGE, {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/cms/").status_code == 200


def set_app_up(client: Client) -> str:
    """Set an app up through the forms and return its secret."""
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    return secret


def test_a_user_with_an_app_is_asked_for_its_code(client, editor):
    give_app(editor)
    assert give_password(client, editor).url == CODE_PAGE
    assert not is_in(client)


def test_the_right_code_opens_the_back_office(client, editor):
    authenticator = give_app(editor)
    give_password(client, editor, next="/cms/images/")
    assert give_code(client, app_code(authenticator)).url == "/cms/images/"
    assert is_in(client)


def test_a_wrong_code_does_not(client, editor):
    authenticator = give_app(editor)
    give_password(client, editor)
    wrong = f"{(int(app_code(authenticator)) + 1) % 10**6:06}"
    assert "Incorrect code" in give_code(client, wrong).content.decode()
    assert not is_in(client)


def test_a_code_from_a_clock_that_is_half_a_minute_off_works(client, editor):
    authenticator = give_app(editor)
    give_password(client, editor)
    give_code(client, app_code(authenticator, periods=1))
    assert is_in(client)


def test_a_code_works_once(client, editor):
    authenticator = give_app(editor)
    code = app_code(authenticator)
    give_password(client, editor)
    give_code(client, code)
    second = Client()
    give_password(second, editor)
    give_code(second, code)
    assert not is_in(second)


def test_a_used_code_stays_used_for_every_worker_process(client, editor):
    authenticator = give_app(editor)
    code = app_code(authenticator)
    give_password(client, editor)
    give_code(client, code)
    cache.clear()  # another process, or the same one after half a minute, has no note of it
    second = Client()
    give_password(second, editor)
    give_code(second, code)
    assert not is_in(second)


def test_a_code_older_than_one_that_was_used_is_refused(client, editor):
    authenticator = give_app(editor)
    give_password(client, editor)
    give_code(client, app_code(authenticator, periods=1))
    second = Client()
    give_password(second, editor)
    give_code(second, app_code(authenticator))
    assert not is_in(second)


def test_a_recovery_code_opens_the_back_office_once(client, editor):
    give_app(editor)
    code = recovery_codes(editor)[0]
    give_password(client, editor)
    give_code(client, code)
    assert is_in(client)
    second = Client()
    give_password(second, editor)
    give_code(second, code)
    assert not is_in(second)


def test_it_stops_guessing_codes(client, editor):
    authenticator = give_app(editor)
    give_password(client, editor)
    for _ in range(5):
        give_code(client, "000000")
    assert "Too many failed" in give_code(client, app_code(authenticator)).content.decode()


def test_a_user_without_a_second_factor_is_led_to_set_one_up(client, editor):
    give_password(client, editor)
    response = client.get("/cms/images/", follow=True)
    assert response.redirect_chain == [(LEAD_ON, 302)]
    assert "Authenticator app" in response.content.decode()


def test_setting_an_app_up_shows_recovery_codes_and_goes_on_to_what_was_wanted(client, editor):
    give_password(client, editor)
    client.get("/cms/images/")
    set_app_up(client)
    page = client.get("/cms/account/2fa/recovery-codes/").content.decode()
    assert all(code in page for code in recovery_codes(editor))
    assert client.get(LEAD_ON).url == "/cms/images/"
    assert is_in(client)


def test_setting_an_app_up_needs_a_working_code(client, editor):
    give_password(client, editor)
    client.get(SET_UP)
    client.post(SET_UP, {"code": "000000"})
    assert not Authenticator.objects.filter(user=editor).exists()


def test_the_code_that_set_an_app_up_does_not_sign_in(client, editor):
    give_password(client, editor)
    set_app_up(client)
    authenticator = Authenticator.objects.get(user=editor, type="totp")
    second = Client()
    give_password(second, editor)
    give_code(second, app_code(authenticator))
    assert not is_in(second)


def test_setting_an_app_up_is_told_to_the_user_by_mail(client, editor):
    give_password(client, editor)
    set_app_up(client)
    assert [message.to for message in mail.outbox] == [[editor.email]]


def test_a_session_from_before_the_factor_was_set_up_must_show_it(client, editor):
    before = Client()
    give_password(before, editor)
    give_password(client, editor)
    set_app_up(client)
    assert is_in(client)
    assert before.get("/cms/").headers["Location"] == LEAD_ON
    assert before.get(LEAD_ON).headers["Location"] == CONFIRM


def test_such_a_session_goes_on_with_a_code(client, editor):
    client.force_login(editor, backend=BACKEND)
    authenticator = give_app(editor)
    assert not is_in(client)
    client.post(CONFIRM, {"code": app_code(authenticator)})
    assert is_in(client)


def test_such_a_session_cannot_remove_the_factor_with_the_password(client, editor):
    give_password(client, editor)
    give_app(editor)
    client.post("/cms/account/reauthenticate/", {"password": PASSWORD})
    client.post("/cms/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=editor, type="totp").exists()


@pytest.mark.parametrize(
    "path",
    ["/cms/account/password/change/", "/cms/account/email/", "/cms/account/2fa/", "/cms/account/2fa/recovery-codes/"],
)
def test_such_a_session_cannot_reach_the_account_either(client, editor, path):
    client.force_login(editor, backend=BACKEND)
    give_app(editor)
    assert client.get(path).url == LEAD_ON


def test_a_password_is_no_confirmation_once_there_is_a_factor(client, editor):
    sign_in(client, editor)
    response = client.get("/cms/account/2fa/totp/deactivate/")
    assert response.url.startswith("/cms/account/2fa/reauthenticate/")
    response = client.post("/cms/account/reauthenticate/", {"password": PASSWORD})
    assert response.url.startswith("/cms/account/2fa/reauthenticate/")


def test_whoever_removes_the_last_factor_is_led_to_set_up_another(client, editor):
    authenticator = sign_in(client, editor)
    client.post(CONFIRM, {"code": app_code(authenticator)})
    client.post("/cms/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=editor).exists()
    assert client.get("/cms/").url == LEAD_ON


def test_removing_a_factor_ends_the_sessions_that_it_opened(client, editor):
    old = sign_in(client, editor)
    old.delete()
    give_app(editor)
    assert not is_in(client)


def test_recovery_codes_alone_are_no_factor(client, editor):
    sign_in(client, editor)
    Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).delete()
    assert client.get("/cms/").url == LEAD_ON


def test_new_recovery_codes_do_not_lock_out_whoever_came_in_with_an_old_one(client, editor):
    give_app(editor)
    give_password(client, editor)
    codes = recovery_codes(editor)
    give_code(client, codes[0])
    client.post(CONFIRM, {"code": codes[1]})
    client.post("/cms/account/2fa/recovery-codes/generate/")
    assert recovery_codes(editor) != codes[2:]
    assert is_in(client)


def test_a_proof_of_one_user_is_none_for_another(client, editor):
    sign_in(client, editor)
    other = User.objects.create_superuser("other@example.org", PASSWORD)
    give_app(other)
    session = client.session
    session["_auth_user_id"] = str(other.pk)
    session["_auth_user_hash"] = other.get_session_auth_hash()
    session.save()
    assert not is_in(client)


def test_the_secret_of_an_app_is_encrypted_in_the_database(client, editor):
    give_password(client, editor)
    secret = set_app_up(client)
    stored = Authenticator.objects.get(user=editor, type="totp").data["secret"]
    assert secret not in stored


def test_secrets_outlive_a_change_of_the_secret_key(editor):
    authenticator = give_app(editor)
    code = app_code(authenticator)
    with override_settings(SECRET_KEY="a new one", SECRET_KEY_FALLBACKS=["test-only-not-a-secret"]):
        assert app_code(authenticator) == code


@override_settings(SECOND_FACTOR_REQUIRED=False)
def test_without_the_requirement_a_password_is_enough(client, editor):
    give_password(client, editor)
    assert is_in(client)


@override_settings(SECOND_FACTOR_REQUIRED=False)
def test_without_the_requirement_whoever_has_a_factor_is_still_asked_for_it(client, editor):
    give_app(editor)
    assert give_password(client, editor).url == CODE_PAGE


def test_the_operator_can_remove_a_lost_factor(editor):
    give_app(editor)
    call_command("reset_second_factor", "EDITOR@example.org", stdout=StringIO())
    assert not Authenticator.objects.filter(user=editor).exists()


def test_the_operator_is_told_of_an_unknown_address(db):
    with pytest.raises(CommandError, match="No user"):
        call_command("reset_second_factor", "nobody@example.org")


def test_passkeys_can_be_added_by_a_user_who_has_just_signed_in(client, editor):
    give_password(client, editor)
    response = client.get("/cms/account/2fa/webauthn/add/")
    options = response.context["js_data"]["creation_options"]["publicKey"]
    assert (options["rp"]["id"], options["rp"]["name"]) == ("testserver", "Just Schools")


def test_a_passkey_can_be_asked_for_instead_of_the_password(client):
    response = client.get("/cms/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    options = response.json()["request_options"]["publicKey"]
    assert (options["rpId"], options["userVerification"]) == ("testserver", "required")
    assert 'id="passkey_login"' in client.get("/cms/account/login/").content.decode()


def test_an_invented_passkey_is_refused(client, editor):
    client.get("/cms/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    client.post("/cms/account/2fa/webauthn/login/", {"credential": '{"response": {"userHandle": "MQ"}}'})
    assert "_auth_user_id" not in client.session


def test_a_passkey_used_to_sign_in_is_the_second_factor(client, editor, rf):
    key = Authenticator.objects.create(user=editor, type=Authenticator.Type.WEBAUTHN, data={})
    client.force_login(editor, backend=BACKEND)
    assert not is_in(client)
    request = rf.get("/")
    request.session, request.user = client.session, editor
    record_proof(request, key)
    request.session.save()
    assert is_in(client)
