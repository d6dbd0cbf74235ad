"""Our own Rasa components: one file a component, each usable in any Rasa 3.6 project."""
