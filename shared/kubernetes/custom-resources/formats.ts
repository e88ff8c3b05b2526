/** String formats that are checked. Source: apiextensions-apiserver, pkg/apiserver/validation/formats.go; kube-openapi, pkg/validation/strfmt. */
const formats: Readonly<Record<string, RegExp>> = {
  'date': /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'date-time': /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/,
  'uuid': /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i,
  'ipv4': /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/,
  'email': /^[^\s@]+@[^\s@]+$/,
  'hostname': /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i,
  'byte': /^[A-Za-z0-9+/]*={0,2}$/,
};

/** The format's name as messages have it when `value` is not of it; undefined when it is, or the format is not known. */
export function formatError(format: string, value: string): string | undefined {
  const pattern = Object.hasOwn(formats, format) ? formats[format] : undefined;
  return pattern && !pattern.test(value) ? format : undefined;
}
