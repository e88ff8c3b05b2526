import type { Fields } from '../fields.ts';
import { ensureFields, fieldsOf, isSet, numberOf, optionalFields, optionalNumber, setDefault, textOf } from '../fields.ts';
import { validateLabelSelector } from '../label-selector-validation.ts';
import { parseIp } from '../names-ip.ts';
import { dns1123Label, dns1123LabelMaxLength, dns1123Subdomain, inclusiveRangeError, portNumber } from '../names.ts';
import { ageOf, nameOf } from '../printing/cells.ts';
import { age, column, nameColumn, printer, wide } from '../printing/table.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { FieldErrors } from '../validation/field-errors.ts';
import { forbidden, invalid, invalidAll, notSupported, required } from '../validation/field-errors.ts';
import { validatePortNumberOrName } from '../validation/ports.ts';
import { notNegativeText } from '../validation/resources.ts';
import { ownValidation } from './metadata.ts';
import type { OwnKind } from './own-kind.ts';

/** Clients that ask something of the cluster at a rate. By default a thousand of them on the Internet. */
export const trafficSourceKind: OwnKind = {
  kind: 'TrafficSource',
  resource: 'trafficsources',
  options: { namespaced: false, short: ['traffic'], status: true, generation: true },
  documentField: 'traffic',
  words: 'traffic sources',
  schema: `
enum TrafficPattern = Constant | Ramp | Day | Spike
TrafficSource: Clients that ask something of the cluster at a rate.
  metadata  ObjectMeta
  spec      TrafficSourceSpec
  status    TrafficSourceStatus?
TrafficSourceSpec
  target   TrafficTarget*  # What they ask.
  from     TrafficOrigin?  # Pods from which they ask; absent: the Internet.
  rate     TrafficRate*    # How often they ask.
  clients  int32?          # Different client addresses. Default 1000.
  paused   bool            # Nothing is sent.
TrafficTarget
  host     string          # A DNS name or an address, as a browser would use it.
  port     int32?          # Port of the host. Default 80.
  path     string          # Path of the request. Default /.
  service  TrafficService?  # Instead of a host: a Service, by its load balancer, else by a NodePort; from pods by its name.
TrafficService
  namespace  string*
  name       string*
  port       intOrString?  # Number or name of the Service's port. Default the first.
TrafficOrigin
  namespace    string*
  podSelector  LabelSelector  # Running pods that send; each an equal share.
TrafficRate
  pattern        TrafficPattern*  # How the rate moves with time.
  rps            float64?         # Constant, Spike: requests per second.
  fromRps        float64?         # Ramp: at its beginning.
  toRps          float64?         # Ramp: at its end, and from then on.
  lowRps         float64?         # Day: at its quietest.
  highRps        float64?         # Day: at its busiest.
  spikeRps       float64?         # Spike: while it lasts.
  startSeconds   int32?           # Ramp, Spike: when it begins, from the creation of the source. Default 0.
  seconds        int32?           # Ramp, Spike: how long it lasts.
  everySeconds   int32?           # Spike: it comes again this long after it came. Absent: once.
  peakHour       float64?         # Day: hour of the day of 24 at which it is busiest. Default 14.
  periodSeconds  int32?           # Day: how long a day takes. Default 86400.
TrafficSourceStatus
  observedGeneration  int64
  rps                 float64!  # Requests per second that are sent.
  servedRps           float64!  # Of them answered.
  failedRps           float64!  # Of them not answered, or answered with an error.
  p50Ms               float64?  # Half of the answers take no longer, in milliseconds.
  p95Ms               float64?  # 95 of 100 answers take no longer, in milliseconds.
  failures            []TrafficFailure  # Why requests fail, the most frequent cause first.
  measuredAt          time?
TrafficFailure
  cause    string!
  rps      float64!
  message  string
`,
  defaults(source) {
    const spec = ensureFields(source, 'spec');
    setDefault(spec, 'clients', 1_000);
    const target = ensureFields(spec, 'target');
    if (textOf(target, 'host') !== '') {
      setDefault(target, 'port', 80);
      setDefault(target, 'path', '/');
    }
    const rate = ensureFields(spec, 'rate');
    setDefault(rate, 'pattern', 'Constant');
    const pattern = textOf(rate, 'pattern');
    if (pattern === 'Ramp' || pattern === 'Spike') setDefault(rate, 'startSeconds', 0);
    if (pattern === 'Day') {
      setDefault(rate, 'peakHour', 14);
      setDefault(rate, 'periodSeconds', 86_400);
    }
  },
  validation: ownValidation(dns1123LabelMaxLength, (spec) => [
    ...validateTarget(fieldsOf(spec, 'target')), ...validateOrigin(optionalFields(spec, 'from')), ...validateRate(fieldsOf(spec, 'rate')),
    ...range(spec, 'clients', 'spec', 1, 1_000_000_000),
  ]),
  printer: printer([nameColumn, column('Target'), column('Pattern'), column('RPS'), column('Failed'), column('P95'), age, wide('From')], (source, nowMs) => {
    const [spec, status] = [fieldsOf(source, 'spec'), fieldsOf(source, 'status')];
    return [
      nameOf(source), targetText(fieldsOf(spec, 'target')), textOf(fieldsOf(spec, 'rate'), 'pattern'), rounded(status, 'rps'), rounded(status, 'failedRps'),
      isSet(status, 'p95Ms') ? `${rounded(status, 'p95Ms')}ms` : '<none>', ageOf(source, nowMs),
      isSet(spec, 'from') ? `pods of ${textOf(fieldsOf(spec, 'from'), 'namespace')}` : 'Internet',
    ];
  }),
};

function targetText(target: Fields): string {
  const service = optionalFields(target, 'service');
  if (service) return `${textOf(service, 'namespace')}/${textOf(service, 'name')}${isSet(service, 'port') ? `:${String(service['port'])}` : ''}`;
  return `${textOf(target, 'host')}:${numberOf(target, 'port')}${textOf(target, 'path')}`;
}

function rounded(owner: Fields, key: string): string {
  return String(Math.round(numberOf(owner, key) * 10) / 10);
}

function validateTarget(target: Fields): FieldErrors {
  const path = 'spec.target';
  const service = optionalFields(target, 'service');
  if (!service) {
    const host = textOf(target, 'host');
    if (host === '') return [required(path, 'one of `host` and `service`')];
    const errors = parseIp(host) ? [] : invalidAll(`${path}.host`, host, dns1123Subdomain(host));
    const port = numberOf(target, 'port');
    errors.push(...invalidAll(`${path}.port`, port, portNumber(port)));
    if (!textOf(target, 'path').startsWith('/')) errors.push(invalid(`${path}.path`, textOf(target, 'path'), 'must be an absolute path'));
    return errors;
  }
  const errors: FieldErrors = ['host', 'port', 'path'].filter((field) => isSet(target, field)).map((field) => forbidden(`${path}.${field}`, 'may not be specified together with `service`'));
  for (const field of ['namespace', 'name']) errors.push(...label(textOf(service, field), `${path}.service.${field}`));
  if (isSet(service, 'port')) errors.push(...validatePortNumberOrName(service['port'], `${path}.service.port`));
  return errors;
}

function validateOrigin(from: Fields | undefined): FieldErrors {
  if (!from) return [];
  return [
    ...label(textOf(from, 'namespace'), 'spec.from.namespace'),
    ...validateLabelSelector(optionalFields(from, 'podSelector') as LabelSelector | undefined, 'spec.from.podSelector'),
  ];
}

/** Which fields belong to a pattern. */
const patterns: Readonly<Record<string, { needs: readonly string[]; takes?: readonly string[] }>> = {
  Constant: { needs: ['rps'] },
  Ramp: { needs: ['fromRps', 'toRps', 'seconds'], takes: ['startSeconds'] },
  Day: { needs: ['lowRps', 'highRps'], takes: ['peakHour', 'periodSeconds'] },
  Spike: { needs: ['rps', 'spikeRps', 'seconds'], takes: ['startSeconds', 'everySeconds'] },
};
const maxRps = 1_000_000;
const maxSeconds = 31_536_000;

function validateRate(rate: Fields): FieldErrors {
  const path = 'spec.rate';
  const name = textOf(rate, 'pattern');
  const pattern = patterns[name];
  if (!pattern) return [name === '' ? required(`${path}.pattern`) : notSupported(`${path}.pattern`, name, Object.keys(patterns).toSorted())];
  const errors: FieldErrors = [];
  for (const field of pattern.needs) if (optionalNumber(rate, field) === undefined) errors.push(required(`${path}.${field}`, `a ${name} needs it`));
  const known = new Set(['pattern', ...pattern.needs, ...(pattern.takes ?? [])]);
  for (const field of Object.keys(rate)) if (!known.has(field)) errors.push(forbidden(`${path}.${field}`, `may not be specified when \`pattern\` is ${name}`));
  if (errors.length > 0) return errors;
  for (const field of ['rps', 'fromRps', 'toRps', 'lowRps', 'highRps', 'spikeRps']) errors.push(...range(rate, field, path, 0, maxRps));
  for (const [field, low] of [['startSeconds', 0], ['seconds', 1], ['periodSeconds', 60]] as const) errors.push(...range(rate, field, path, low, maxSeconds));
  errors.push(...range(rate, 'peakHour', path, 0, 24));
  if (name === 'Day' && numberOf(rate, 'highRps') < numberOf(rate, 'lowRps')) {
    errors.push(invalid(`${path}.highRps`, numberOf(rate, 'highRps'), 'must be greater than or equal to `lowRps`'));
  }
  const every = optionalNumber(rate, 'everySeconds');
  if (every !== undefined && every <= numberOf(rate, 'seconds')) errors.push(invalid(`${path}.everySeconds`, every, 'must be greater than `seconds`'));
  return errors;
}

function label(value: string, path: string): FieldErrors {
  return value === '' ? [required(path)] : invalidAll(path, value, dns1123Label(value));
}

function range(owner: Fields, field: string, path: string, low: number, high: number): FieldErrors {
  const value = optionalNumber(owner, field);
  if (value === undefined || (value >= low && value <= high)) return [];
  return [invalid(`${path}.${field}`, value, low === 0 && value < 0 ? notNegativeText : inclusiveRangeError(low, high))];
}
