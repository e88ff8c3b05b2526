/** What a Service's selector matches: labels with all of these values. */
export function matchesSet(selector: Readonly<Record<string, string>>): (labels: Readonly<Record<string, string>>) => boolean {
  const wanted = Object.entries(selector);
  return (labels) => wanted.every(([key, value]) => labels[key] === value);
}
