// The visitor's time zone, so that a confirmation can tell their own hour beside that of Paris.
for (const field of document.querySelectorAll('input[name="fuseau"]')) {
  field.value ||= new Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
