"""Blocks that bodies of pages are made of."""

from core.blocks.links import LinkBlock, LinkGroupBlock, MenuBlock
from core.blocks.lists import download_stream, text_list_stream
from core.blocks.story import StoryBlock

__all__ = ["LinkBlock", "LinkGroupBlock", "MenuBlock", "StoryBlock", "download_stream", "text_list_stream"]
