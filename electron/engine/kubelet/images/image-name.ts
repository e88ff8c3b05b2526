/** An image reference with what the runtime adds: registry, `library/`, `:latest`. */
export interface ImageName {
  /** e.g. `docker.io/library/nginx`. */
  repository: string;
  /** `:1.27` or `@sha256:…`. */
  suffix: string;
}

/** Registry, path, tag, digest. */
const referencePattern = new RegExp([
  '^(?:[a-zA-Z0-9.-]+(?::[0-9]+)?/)?', '[a-z0-9]+(?:[._/-]+[a-z0-9]+)*', '(?::[\\w][\\w.-]{0,127})?', '(?:@sha256:[a-f0-9]{64})?$',
].join(''));

/**
 * @returns undefined when `reference` is no image reference. Source: the distribution reference grammar, normalised as for the Docker
 * registry.
 */
export function parseImageName(reference: string): ImageName | undefined {
  if (!referencePattern.test(reference)) return undefined;
  const at = reference.indexOf('@');
  const tagged = at < 0 ? reference : reference.slice(0, at);
  const colon = tagged.lastIndexOf(':');
  const hasTag = colon > tagged.lastIndexOf('/');
  const name = hasTag ? tagged.slice(0, colon) : tagged;
  const suffix = at >= 0 ? reference.slice(at) : hasTag ? tagged.slice(colon) : ':latest';
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase();
  if (hasRegistry) return { repository: name, suffix };
  return { repository: slash < 0 ? `docker.io/library/${name}` : `docker.io/${name}`, suffix };
}

/** Whether the policy pulls even if the image is there. The API server has set a policy; without one its default applies. */
export function effectivePullPolicy(image: string, policy: string | undefined): string {
  if (policy) return policy;
  const name = parseImageName(image);
  return !name || name.suffix === ':latest' ? 'Always' : 'IfNotPresent';
}
