/** `text with \`field\`` as text and bold pieces: words between backquotes are fields and names of the API. */
export function Emphasised({ text }: { text: string }) {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? <b key={index}>{piece}</b> : piece));
}
