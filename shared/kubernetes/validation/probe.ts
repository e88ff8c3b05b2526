import type { Fields } from '../fields.ts';
import { itemsOf, isSet, numberOf, optionalFields, optionalNumber, textOf, textsOf } from '../fields.ts';
import { httpHeaderName } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { validatePortNumberOrName } from './ports.ts';
import { notNegativeText } from './resources.ts';
import { stopSignals } from './stop-signals.ts';

type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

/** The three probes of a container. Source: validateLivenessProbe and its neighbours. */
export function validateProbes(container: Fields, graceSeconds: number | undefined, path: string): FieldErrors {
  return (['livenessProbe', 'readinessProbe', 'startupProbe'] as const).flatMap((kind) => {
    const probe = optionalFields(container, kind);
    return probe ? validateProbe(probe, kind, graceSeconds, `${path}.${kind}`) : [];
  });
}

function validateProbe(probe: Fields, kind: ProbeKind, graceSeconds: number | undefined, path: string): FieldErrors {
  const errors = validateHandler(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'], graceSeconds, path);
  for (const field of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold']) {
    const value = numberOf(probe, field);
    if (value < 0) errors.push(invalid(`${path}.${field}`, value, notNegativeText));
  }
  const grace = optionalNumber(probe, 'terminationGracePeriodSeconds');
  if (grace !== undefined && grace <= 0) errors.push(invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  if (kind === 'readinessProbe') {
    if (grace !== undefined) errors.push(invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
  } else if (numberOf(probe, 'successThreshold') !== 1) {
    errors.push(invalid(`${path}.successThreshold`, numberOf(probe, 'successThreshold'), 'must be 1'));
  }
  return errors;
}

/** Hooks after start and before stop. Source: validateLifecycle. */
export function validateLifecycle(container: Fields, graceSeconds: number | undefined, os: string | undefined, path: string): FieldErrors {
  const lifecycle = optionalFields(container, 'lifecycle');
  if (!lifecycle) return [];
  const errors: FieldErrors = [];
  for (const hook of ['postStart', 'preStop']) {
    const handler = optionalFields(lifecycle, hook);
    if (handler) {
      errors.push(...validateHandler(handler, ['exec', 'httpGet', 'tcpSocket', 'sleep'], graceSeconds, `${path}.lifecycle.${hook}`));
    }
  }
  if (isSet(lifecycle, 'stopSignal')) {
    errors.push(...validateStopSignal(textOf(lifecycle, 'stopSignal'), os, `${path}.lifecycle.stopSignal`));
  }
  return errors;
}

function validateStopSignal(signal: string, os: string | undefined, path: string): FieldErrors {
  if (os === undefined) return [forbidden(path, 'may not be set for containers with empty `spec.os.name`')];
  const supported = stopSignals[os];
  return !supported || supported.includes(signal) ? [] : [notSupported(path, signal, supported)];
}

/** Exactly one way to act. Source: validateHandler. */
function validateHandler(handler: Fields, kinds: readonly string[], graceSeconds: number | undefined, path: string): FieldErrors {
  const errors: FieldErrors = [];
  let count = 0;
  for (const kind of kinds) {
    const action = optionalFields(handler, kind);
    if (!action) continue;
    count += 1;
    if (count > 1) errors.push(forbidden(`${path}.${kind}`, 'may not specify more than 1 handler type'));
    else errors.push(...validateAction(kind, action, graceSeconds, `${path}.${kind}`));
  }
  if (count === 0) errors.push(required(path, 'must specify a handler type'));
  return errors;
}

function validateAction(kind: string, action: Fields, graceSeconds: number | undefined, path: string): FieldErrors {
  switch (kind) {
    case 'exec':
      return textsOf(action, 'command').length === 0 ? [required(`${path}.command`)] : [];
    case 'httpGet':
      return validateHttpGet(action, path);
    case 'tcpSocket':
    case 'grpc':
      return validatePortNumberOrName(action['port'], `${path}.port`);
    default:
      return validateSleep(action, graceSeconds, path);
  }
}

function validateHttpGet(action: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  if (textOf(action, 'path') === '') errors.push(required(`${path}.path`));
  errors.push(...validatePortNumberOrName(action['port'], `${path}.port`));
  const scheme = textOf(action, 'scheme');
  if (scheme !== 'HTTP' && scheme !== 'HTTPS') errors.push(notSupported(`${path}.scheme`, scheme, ['HTTP', 'HTTPS']));
  for (const header of itemsOf(action, 'httpHeaders')) {
    errors.push(...invalidAll(`${path}.httpHeaders`, textOf(header, 'name'), httpHeaderName(textOf(header, 'name'))));
  }
  return errors;
}

function validateSleep(action: Fields, graceSeconds: number | undefined, path: string): FieldErrors {
  const seconds = numberOf(action, 'seconds');
  if (graceSeconds === undefined || (seconds >= 0 && seconds <= graceSeconds)) return [];
  return [invalid(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`)];
}
