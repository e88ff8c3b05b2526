/**
 * The name rules of `k8s.io/apimachinery/pkg/util/validation` and `pkg/api/validate/content`. Every rule takes the value and returns
 * the error texts that the API server shows: none when the value is valid. Addresses are in `names-ip.ts`.
 */

/** A rule: the value in, error texts out. */
export type NameRule = (value: string) => string[];

/** Go's len(): bytes of UTF-8. */
export function byteLength(value: string): number {
  let bytes = 0;
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

export function maxLengthError(length: number): string {
  return `must be no more than ${length} characters`;
}

export function inclusiveRangeError(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

export const emptyError = 'must be non-empty';

/** RegexError of apimachinery: `message (e.g. 'a',  or 'b', regex used for validation is '…')`, quirks included. */
export function regexError(message: string, format: string, ...examples: string[]): string {
  if (examples.length === 0) return `${message} (regex used for validation is '${format}')`;
  return `${message} (e.g. ${examples.map((example) => `'${example}', `).join(' or ')}regex used for validation is '${format}')`;
}

/** One pattern with its text; `maxLength` is checked first, in bytes. */
function patternRule(format: string, message: string, examples: string[], maxLength?: number): NameRule {
  const pattern = new RegExp(`^(?:${format})$`, 'u');
  return (value) => {
    const errors: string[] = [];
    if (maxLength !== undefined && byteLength(value) > maxLength) errors.push(maxLengthError(maxLength));
    if (!pattern.test(value)) errors.push(regexError(message, format, ...examples));
    return errors;
  };
}

/** A memo for rules that run on the same few values again and again (label keys and values of thousands of pods). */
function memoizedWhenValid(rule: NameRule): NameRule {
  const valid = new Set<string>();
  return (value) => {
    if (valid.has(value)) return [];
    const errors = rule(value);
    if (errors.length === 0) {
      if (valid.size >= 4_096) valid.clear();
      valid.add(value);
    }
    return errors;
  };
}

const dns1123LabelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123SubdomainFormat = `${dns1123LabelFormat}(\\.${dns1123LabelFormat})*`;
const dns1123SubdomainPattern = new RegExp(`^${dns1123SubdomainFormat}$`);

export const dns1123LabelMaxLength = 63;
export const dns1123SubdomainMaxLength = 253;

const dns1123LabelShape = patternRule(
  dns1123LabelFormat,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric "
  + 'character',
  ['my-name', '123-abc'],
);

/** Names of namespaces, containers, volumes. Source: IsDNS1123Label. */
export const dns1123Label: NameRule = memoizedWhenValid((value) => {
  const errors: string[] = [];
  if (byteLength(value) > dns1123LabelMaxLength) errors.push(maxLengthError(dns1123LabelMaxLength));
  const shape = dns1123LabelShape(value);
  // A valid subdomain that is no label can only have dots in it.
  if (shape.length > 0) errors.push(...(dns1123SubdomainPattern.test(value) ? ['must not contain dots'] : shape));
  return errors;
});

/** Names of most objects. Source: IsDNS1123Subdomain. */
export const dns1123Subdomain: NameRule = memoizedWhenValid(patternRule(
  dns1123SubdomainFormat,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
  + 'alphanumeric character',
  ['example.com'],
  dns1123SubdomainMaxLength,
));

const underscoreLabelFormat = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

/** Search domains of a pod's dnsConfig. Source: IsDNS1123SubdomainWithUnderscore. */
export const dns1123SubdomainWithUnderscore: NameRule = patternRule(
  `${underscoreLabelFormat}(\\.${underscoreLabelFormat})*`,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an "
  + 'alphanumeric character',
  ['example.com'],
  dns1123SubdomainMaxLength,
);

/** Names of Services in older releases, and of webhooks' service ports. Source: IsDNS1035Label. */
export const dns1035Label: NameRule = patternRule(
  '[a-z]([-a-z0-9]*[a-z0-9])?',
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an "
  + 'alphanumeric character',
  ['my-name', 'abc-123'],
  63,
);

/** Hosts of Ingress rules such as `*.example.com`. Source: IsWildcardDNS1123Subdomain. */
export const wildcardSubdomain: NameRule = patternRule(
  `\\*\\.${dns1123SubdomainFormat}`,
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric "
  + "characters, '-' or '.' and end with an alphanumeric character",
  ['*.example.com'],
  dns1123SubdomainMaxLength,
);

const labelKeyFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelKeyMessage = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const labelKeyExamples = ['MyName', 'my.name', '123-abc'];
const labelKeyMaxLength = 63;
const labelKeyName = patternRule(labelKeyFormat, labelKeyMessage, labelKeyExamples);

/** `name` or `prefix.example.com/name`. Source: content.IsLabelKey (formerly IsQualifiedName). */
export const labelKey: NameRule = memoizedWhenValid((value) => {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${regexError(labelKeyMessage, labelKeyFormat, ...labelKeyExamples)}`
      + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ];
  }
  const errors: string[] = [];
  const name = parts[parts.length - 1] ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') errors.push(`prefix part ${emptyError}`);
    else errors.push(...dns1123Subdomain(prefix).map((text) => `prefix part ${text}`));
  }
  if (name === '') errors.push(`name part ${emptyError}`);
  else if (byteLength(name) > labelKeyMaxLength) errors.push(`name part ${maxLengthError(labelKeyMaxLength)}`);
  errors.push(...labelKeyName(name).map((text) => `name part ${text}`));
  return errors;
});

/** Names such as resource names and finalizers are label keys too. */
export const qualifiedName: NameRule = labelKey;

/** Annotation keys are label keys in any case: ValidateAnnotations lowers them first. */
export const annotationKey: NameRule = (value) => labelKey(value.toLowerCase());

export const labelValueMaxLength = 63;

/** Source: content.IsLabelValue. */
export const labelValue: NameRule = memoizedWhenValid(patternRule(
  `(${labelKeyFormat})?`,
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
  + 'alphanumeric character',
  ['MyValue', 'my_value', '12345'],
  labelValueMaxLength,
));

/** Names of container and service ports. Source: IsValidPortName. */
export const portName: NameRule = (value) => {
  const errors: string[] = [];
  if (byteLength(value) > 15) errors.push(maxLengthError(15));
  if (!/^[-a-z0-9]+$/.test(value)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)');
  if (value.includes('--')) errors.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
};

/** Source: IsValidPortNum. */
export function portNumber(port: number): string[] {
  return port >= 1 && port <= 65_535 ? [] : [inclusiveRangeError(1, 65_535)];
}

function changeDirectoryPrefix(value: string): string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

const configMapKeyShape = patternRule(
  '[-._a-zA-Z0-9]+',
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  ['key.name', 'KEY_NAME', 'key-name'],
  dns1123SubdomainMaxLength,
);

/** Keys of ConfigMaps and Secrets. Source: IsConfigMapKey. */
export const configMapKey: NameRule = (value) => [...configMapKeyShape(value), ...changeDirectoryPrefix(value)];

const envVarNameShape = patternRule(
  '[-._a-zA-Z][-._a-zA-Z0-9]*',
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
);

/** Source: IsEnvVarName, the strict rule. */
export const envVarName: NameRule = (value) => [...envVarNameShape(value), ...changeDirectoryPrefix(value)];

/** Source: IsRelaxedEnvVarName, the rule that pods are held to since v1.34: printable ASCII other than `=`. */
export const envVarNameRelaxed: NameRule = (value) => {
  if (value === '') return [`environment variable name ${emptyError}`];
  return /^[\x20-\x3c\x3e-\x7e]*$/.test(value)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
};

/** `25%`. Source: IsValidPercent. */
export const percent: NameRule = patternRule(
  '[0-9]+%', "a valid percent string must be a numeric string followed by an ending '%'", ['1%', '93%'],
);

/** Source: IsHTTPHeaderName. */
export const httpHeaderName: NameRule = patternRule(
  '[-A-Za-z0-9]+', "a valid HTTP header must consist of alphanumeric characters or '-'", ['X-Header-Name'],
);

/** Source: content.IsCIdentifier. */
export const cIdentifier: NameRule = patternRule(
  '[A-Za-z_][A-Za-z0-9_]*',
  "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
  ['my_name', 'MY_NAME', 'MyName'],
);
