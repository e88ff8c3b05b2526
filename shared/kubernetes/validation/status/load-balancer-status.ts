import type { Fields } from '../../fields.ts';
import { fieldsOf, itemsOf, optionalText, textOf } from '../../fields.ts';
import { legacyIp, parseIp } from '../../names-ip.ts';
import { dns1123Subdomain } from '../../names.ts';
import type { FieldErrors } from '../field-errors.ts';
import { forbidden, invalid, invalidAll, notSupported, required } from '../field-errors.ts';

const path = 'status.loadBalancer.ingress';
const modes = ['Proxy', 'VIP'];

/** Source: ValidateServiceStatusUpdate, ValidateLoadBalancerStatus. */
export function validateServiceStatus(next: Fields): FieldErrors {
  const points = itemsOf(fieldsOf(fieldsOf(next, 'status'), 'loadBalancer'), 'ingress');
  if (points.length > 0 && textOf(fieldsOf(next, 'spec'), 'type') !== 'LoadBalancer') {
    return [forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  return points.flatMap((point, index) => [...validatePoint(point, `${path}[${index}]`), ...validateMode(point, `${path}[${index}].ipMode`)]);
}

/** Source: pkg/apis/networking/validation ValidateIngressStatusUpdate, ValidateIngressLoadBalancerStatus. */
export function validateIngressStatus(next: Fields): FieldErrors {
  const points = itemsOf(fieldsOf(fieldsOf(next, 'status'), 'loadBalancer'), 'ingress');
  return points.flatMap((point, index) => validatePoint(point, `${path}[${index}]`));
}

/** Where traffic enters. */
function validatePoint(point: Fields, at: string): FieldErrors {
  const [ip, hostname] = [textOf(point, 'ip'), textOf(point, 'hostname')];
  const errors = ip === '' ? [] : invalidAll(`${at}.ip`, ip, legacyIp(ip));
  if (hostname === '') return errors;
  errors.push(...invalidAll(`${at}.hostname`, hostname, dns1123Subdomain(hostname)));
  if (parseIp(hostname)) errors.push(invalid(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address'));
  return errors;
}

function validateMode(point: Fields, at: string): FieldErrors {
  const mode = optionalText(point, 'ipMode');
  const hasIp = textOf(point, 'ip') !== '';
  if (mode === undefined) return hasIp ? [required(at, 'must be specified when `ip` is set')] : [];
  if (!hasIp) return [forbidden(at, 'may not be specified when `ip` is not set')];
  return modes.includes(mode) ? [] : [notSupported(at, mode, modes)];
}
