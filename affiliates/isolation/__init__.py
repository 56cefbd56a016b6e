"""The walls between affiliates in the back office: who may open which address, and which objects exist for whom.

docs/features/isolation.md explains it; tests/isolation/ holds it to its word.
"""
