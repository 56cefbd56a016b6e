"""A video has one source, a provider that is known, and words for people who cannot hear it."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks.media import VideoBlock, player_url
from demo.factories import DocumentFactory

BLOCK = VideoBlock()
YOUTUBE = ("youtube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
PLAYER = re.compile(
    r"https://www\.youtube-nocookie\.com/embed/[\w-]{11}|https://player\.vimeo\.com/video/\d+\?(h=[0-9a-f]+&)?dnt=1",
    re.ASCII,
)
VIMEO = ("vimeo", "https://player.vimeo.com/video/123456789?dnt=1")


def video(**parts: Any) -> Any:
    empty = {"title": "A session", "file": None, "captions": None, "embed_url": "", "poster": None, "transcript": ""}
    return BLOCK.normalize(empty | parts)


def errors_of(value: Any) -> set[str]:
    """Return the fields that the block refuses."""
    with pytest.raises(StructBlockValidationError) as refused:
        BLOCK.clean(value)
    return set(refused.value.block_errors)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com/watch?v=dQw4w9WgXcQ&t=42s",
        "https://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL123#t=1",
        "https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ?si=shared",
        "https://www.youtube.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube.com/live/dQw4w9WgXcQ?feature=share",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ/",
        "http://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://WWW.YouTube.com/watch?v=dQw4w9WgXcQ",
    ],
)
def test_it_knows_a_video_of_youtube(address):
    assert player_url(address) == YOUTUBE


@pytest.mark.parametrize(
    "address",
    [
        "https://vimeo.com/123456789",
        "https://vimeo.com/123456789/",
        "https://www.vimeo.com/123456789",
        "https://vimeo.com/channels/staffpicks/123456789",
        "https://player.vimeo.com/video/123456789",
        "https://player.vimeo.com/video/123456789?h=notakey",
    ],
)
def test_it_knows_a_video_of_vimeo(address):
    assert player_url(address) == VIMEO


@pytest.mark.parametrize(
    "address", ["https://vimeo.com/123456789/abcdef1234", "https://player.vimeo.com/video/123456789?h=abcdef1234"]
)
def test_it_keeps_the_key_of_an_unlisted_video(address):
    assert player_url(address) == ("vimeo", "https://player.vimeo.com/video/123456789?h=abcdef1234&dnt=1")


@given(st.text() | st.from_regex(r"https://(www\.youtube\.com|youtu\.be|vimeo\.com)/.{0,40}", fullmatch=True))
def test_no_address_breaks_out_of_the_player_s(address):
    player = player_url(address)
    assert player is None or PLAYER.fullmatch(player[1])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "not an address",
        "https://example.org/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://example.org/?https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com@example.org/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/watch?v=../../evil",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload=",
        "https://www.youtube.com/watch?v=<script>",
        "https://www.youtube.com/playlist?list=PL123456789",
        "https://www.youtube.com/channel/UC38IQsAvIsxxjztdMZQtwHA",
        "https://www.youtube.com/@justschools",
        "https://www.youtube.com/feed/trending",
        "https://www.youtube.com/results?search_query=justice",
        "https://vimeo.com/about",
        "https://vimeo.com/12345678901234567890",
        "javascript:alert(1)//www.youtube.com/watch?v=dQw4w9WgXcQ",
        "ftp://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://[www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/showcase/notanumber",
        "https://www.youtube.com/dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQextra",
    ],
)
def test_it_knows_no_video_behind_another_address(address):
    assert player_url(address) is None


def test_it_asks_the_provider_only_after_a_click():
    value = video(embed_url="https://youtu.be/dQw4w9WgXcQ")
    assert (value.src, value.provider) == ("", "YouTube")
    assert value.player_origin == "https://www.youtube-nocookie.com"


def test_it_needs_a_source():
    assert errors_of(video()) == {"embed_url"}


def test_it_refuses_a_provider_that_is_not_known():
    assert errors_of(video(embed_url="https://example.org/video/1")) == {"embed_url"}


@pytest.mark.parametrize("address", ["https://[::1/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=a b"])
def test_it_refuses_a_broken_address_with_a_message(address):
    assert errors_of(video(embed_url=address)) == {"embed_url"}


@pytest.mark.django_db
def test_it_refuses_two_sources():
    file = DocumentFactory()
    assert errors_of(video(file=file, embed_url="https://youtu.be/dQw4w9WgXcQ", captions=file)) == {"embed_url"}


@pytest.mark.django_db
def test_a_file_needs_captions_or_a_transcript():
    assert errors_of(video(file=DocumentFactory())) == {"transcript"}


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["captions", "transcript"])
def test_a_file_with_words_is_accepted(words):
    parts = {"captions": DocumentFactory(), "transcript": BLOCK.child_blocks["transcript"].normalize("<p>Hello.</p>")}
    value = video(file=DocumentFactory(), **{words: parts[words]})
    assert BLOCK.clean(value).src


def test_a_video_from_elsewhere_is_accepted():
    assert BLOCK.clean(video(embed_url="https://vimeo.com/123456789")).player_url == VIMEO[1]
