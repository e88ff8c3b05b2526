const domainPart = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = `(?:${domainPart}(?:\\.${domainPart})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?`;
const pathPart = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const name = `(?:${domain}/)?${pathPart}(?:/${pathPart})*`;
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(`^${name}(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>${digest}))?$`);

/**
 * The tag of an image reference: `latest` when neither tag nor digest is given, '' when there is only a digest or the text is no image
 * reference. Source: pkg/util/parsers.ParseImageName.
 */
export function imageTag(image: string): string {
  const match = reference.exec(image);
  if (!match) return '';
  return match.groups?.['tag'] ?? (match.groups?.['digest'] === undefined ? 'latest' : '');
}

/** `Always` for images whose tag is `latest` (also by default), else `IfNotPresent`. */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent';
}
