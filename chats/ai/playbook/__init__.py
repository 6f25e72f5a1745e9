"""The agency's own past answers: found by what fans wrote, ranked by what became of them, and made to fit this fan."""
