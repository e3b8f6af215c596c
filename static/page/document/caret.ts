/**
 * Gives the caret back to a field, when what was open in front of it is gone.
 *
 * @module
 */

/**
 * Chromium gives the focus back to where it was before a dialog or a popover, and leaves the caret
 * where that stood: what is typed then would go nowhere.
 */
export function giveCaretBack(): void {
  const at = document.activeElement;
  const isField = at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement;
  // A box or a button has none.
  if (!isField || at.selectionStart === null) return;
  at.setSelectionRange(at.selectionStart, at.selectionEnd, at.selectionDirection ?? undefined);
}
