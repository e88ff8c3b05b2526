import type { Fields } from '../fields.ts';
import { isSet, itemsOf, numberOf, optionalFields, optionalNumber, optionalText, textOf } from '../fields.ts';
import { validateLabelSelector } from '../label-selector-validation.ts';
import { byteLength, dns1123Label, dns1123Subdomain } from '../names.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, notSupported, required, tooLong } from './field-errors.ts';
import { validateLocalNonReservedPath } from './paths.ts';
import { validateDownwardFile, validateFileMode, validateKeyToPath } from './volume-files.ts';
import { needed } from './volume-sources.ts';

/** Several sources in one volume, no two of them at the same path. Source: validateProjectionSources. */
export function validateProjected(source: Fields, path: string): FieldErrors {
  const errors = validateFileMode(source, 'defaultMode', path);
  const taken = new Set<string>();
  const take = (file: string, shown: string) => {
    if (file === '') return;
    if (taken.has(file)) errors.push(invalid(path, shown, 'conflicting duplicate paths'));
    taken.add(file);
  };
  itemsOf(source, 'sources').forEach((projection, index) => {
    const at = `${path}.sources[${index}]`;
    let count = 0;
    for (const kind of ['secret', 'configMap']) {
      const part = optionalFields(projection, kind);
      if (!part) continue;
      count += 1;
      errors.push(...needed(part, `${at}.${kind}`, 'name'));
      itemsOf(part, 'items').forEach((item, position) => {
        errors.push(...validateKeyToPath(item, `${at}.${kind}.items[${position}]`));
        take(textOf(item, 'path'), textOf(part, 'name'));
      });
    }
    const downward = optionalFields(projection, 'downwardAPI');
    if (downward) {
      count += 1;
      for (const file of itemsOf(downward, 'items')) {
        errors.push(...validateDownwardFile(file, `${at}.downwardAPI`));
        take(textOf(file, 'path'), textOf(file, 'path'));
      }
    }
    const token = optionalFields(projection, 'serviceAccountToken');
    if (token) {
      count += 1;
      errors.push(...validateTokenProjection(token, `${at}.serviceAccountToken`, path));
    }
    const bundle = optionalFields(projection, 'clusterTrustBundle');
    if (bundle) {
      count += 1;
      errors.push(...validateTrustBundle(bundle, `${at}.clusterTrustBundle`));
      take(textOf(bundle, 'path'), textOf(bundle, 'path'));
    }
    const certificate = optionalFields(projection, 'podCertificate');
    if (certificate) {
      count += 1;
      errors.push(...validatePodCertificate(certificate, `${at}.podCertificate`));
      for (const field of certificatePaths) take(textOf(certificate, field), textOf(certificate, field));
    }
    if (count > 1) errors.push(forbidden(at, 'may not specify more than 1 volume type per source'));
  });
  return errors;
}

function validateTokenProjection(token: Fields, path: string, volumePath: string): FieldErrors {
  const errors: FieldErrors = [];
  const seconds = numberOf(token, 'expirationSeconds');
  if (seconds < 600) errors.push(invalid(`${path}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > 2 ** 32) errors.push(invalid(`${path}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds'));
  const file = textOf(token, 'path');
  errors.push(...(file === '' ? [required(`${volumePath}.path`)] : validateLocalNonReservedPath(file, `${volumePath}.path`)));
  return errors;
}

function validateTrustBundle(bundle: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const [name, signerName] = [optionalText(bundle, 'name'), optionalText(bundle, 'signerName')];
  if (name !== undefined && signerName !== undefined) errors.push(invalid(path, bundle, 'only one of name and signerName may be used'));
  else if (name !== undefined) {
    if (name === '') errors.push(required(`${path}.name`, 'must be a valid object name'));
    errors.push(...trustBundleName(name).map((text) => invalid(`${path}.name`, name, `not a valid clustertrustbundlename: ${text}`)));
    if (isSet(bundle, 'labelSelector')) {
      errors.push(invalid(`${path}.labelSelector`, bundle['labelSelector'], 'labelSelector must be unset if name is specified'));
    }
  } else if (signerName === undefined) errors.push(required(path, 'either name or signerName must be specified'));
  else {
    if (signerName === '') errors.push(required(`${path}.signerName`, 'must be a valid signer name'));
    errors.push(...validateSignerName(signerName, `${path}.signerName`));
    const selector = optionalFields(bundle, 'labelSelector');
    if (selector) errors.push(...validateLabelSelector(selector as LabelSelector, `${path}.labelSelector`));
  }
  return [...errors, ...needed(bundle, path, 'path'), ...validateLocalNonReservedPath(textOf(bundle, 'path'), `${path}.path`)];
}

/** A DNS name, after that of the signer and a colon if it has one. Source: ValidateClusterTrustBundleName. */
function trustBundleName(name: string): string[] {
  const colon = name.lastIndexOf(':');
  if (colon < 0) return dns1123Subdomain(name);
  if (colon === 0) return ['ClusterTrustBundle without signer name must not have ":" in its name'];
  const signer = name.slice(0, colon).replaceAll(':', '/');
  const prefix = `${signer.replaceAll('/', ':')}:`;
  return name.startsWith(prefix) ? dns1123Subdomain(name.slice(prefix.length))
    : [`ClusterTrustBundle for signerName ${signer} must be named with prefix ${prefix}`];
}

const certificatePaths = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];
const keyTypes = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const longestCertificateSeconds = 7_862_400;
const longestKubernetesCertificateSeconds = 86_400;

function validatePodCertificate(certificate: Fields, path: string): FieldErrors {
  const signer = textOf(certificate, 'signerName');
  const errors = validateSignerName(signer, `${path}.signerName`);
  const keyType = textOf(certificate, 'keyType');
  if (!keyTypes.includes(keyType)) errors.push(notSupported(`${path}.keyType`, keyType, keyTypes));
  const seconds = optionalNumber(certificate, 'maxExpirationSeconds');
  const most = signer.startsWith('kubernetes.io/') ? longestKubernetesCertificateSeconds : longestCertificateSeconds;
  if (seconds !== undefined && seconds < 3600) {
    errors.push(invalid(`${path}.maxExpirationSeconds`, seconds, 'if provided, maxExpirationSeconds must be >= 3600'));
  }
  if (seconds !== undefined && seconds > most) {
    errors.push(invalid(`${path}.maxExpirationSeconds`, seconds, `if provided, maxExpirationSeconds must be <= ${most}`));
  }
  const given = certificatePaths.filter((field) => textOf(certificate, field) !== '');
  for (const field of given) errors.push(...validateLocalNonReservedPath(textOf(certificate, field), `${path}.${field}`));
  if (given.length === 0) {
    errors.push(required(path, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath'));
  }
  return errors;
}

/** `example.com/name`. Source: ValidateSignerName. */
function validateSignerName(name: string, path: string): FieldErrors {
  if (name === '') return [required(path)];
  const [domain = '', rest = '', ...more] = name.split('/');
  if (!name.includes('/') || more.length > 0) {
    return [invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")];
  }
  const errors: FieldErrors = byteLength(domain) > 253 ? [tooLong(path, 253)] : [];
  const labels = domain.split('.');
  const firstBad = (parts: readonly string[], rule: (part: string) => string[]): FieldErrors => {
    const bad = parts.find((part) => rule(part).length > 0);
    return bad === undefined ? [] : rule(bad).map((text) => invalid(path, parts.join('.'), `validating label ${JSON.stringify(bad)}: ${text}`));
  };
  errors.push(...firstBad(labels, dns1123Label));
  if (labels.length < 2) errors.push(invalid(path, domain, 'should be a domain with at least two segments separated by dots'));
  errors.push(...firstBad(rest.split('.'), dns1123Subdomain));
  if (byteLength(name) > 571) errors.push(tooLong(path, 571));
  return errors;
}
