"""Tunes the sentence encoder to what visitors write: once, by a developer, not in a school.

    python -m nlu.tuning.prepare FOLDER   here: what is learnt from, and the weights as they are
    python -m nlu.tuning.tune FOLDER      where PyTorch and a GPU are: two minutes
    python -m nlu.tuning.pack FOLDER      here: nlu/understanding/sentences.bin

Each prints the next.
"""
