/**
 * Copies a text that is still being made. Safari allows copying only at once when somebody clicks, and takes the text
 * later; browsers before 2024 may take none but a text that is there.
 */
export async function copy(text: Promise<string>): Promise<void> {
  try {
    const said = new ClipboardItem({ 'text/plain': text.then((made) => new Blob([made], { type: 'text/plain' })) });
    await navigator.clipboard.write([said]);
  } catch {
    await navigator.clipboard.writeText(await text);
  }
}
