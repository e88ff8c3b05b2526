import type { Fields } from '../fields.ts';
import { itemsOf, textOf, textsOf } from '../fields.ts';
import { byteLength, dns1123Subdomain, dns1123SubdomainWithUnderscore } from '../names.ts';
import { legacyIp } from '../names-ip.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll, required } from './field-errors.ts';

const maxNameservers = 3;
const maxSearches = 32;
const maxSearchCharacters = 2_048;

/** Source: validatePodDNSConfig. */
export function validateDnsConfig(config: Fields | undefined, policy: string, path: string): FieldErrors {
  const nameservers = textsOf(config, 'nameservers');
  if (policy === 'None') {
    if (!config) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (nameservers.length === 0) {
      return [required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
    }
  }
  if (!config) return [];
  const errors: FieldErrors = [];
  if (nameservers.length > maxNameservers) {
    errors.push(invalid(`${path}.nameservers`, nameservers, `must not have more than ${maxNameservers} nameservers`));
  }
  nameservers.forEach((address, index) => errors.push(...invalidAll(`${path}.nameservers[${index}]`, address, legacyIp(address))));
  const searches = textsOf(config, 'searches');
  if (searches.length > maxSearches) {
    errors.push(invalid(`${path}.searches`, searches, `must not have more than ${maxSearches} search paths`));
  }
  if (byteLength(searches.join(' ')) > maxSearchCharacters) {
    errors.push(
      invalid(
        `${path}.searches`, searches, `must not have more than ${maxSearchCharacters} characters (including spaces) in the search list`,
      ),
    );
  }
  searches.forEach((search, index) => {
    if (search === '.') return;
    const name = search.endsWith('.') ? search.slice(0, -1) : search;
    errors.push(...invalidAll(`${path}.searches[${index}]`, name, dns1123SubdomainWithUnderscore(name)));
  });
  itemsOf(config, 'options').forEach((option, index) => {
    if (textOf(option, 'name') === '') errors.push(required(`${path}.options[${index}]`, 'must not be empty'));
  });
  return errors;
}

/** Source: ValidateHostAliases. */
export function validateHostAliases(aliases: readonly Fields[], path: string): FieldErrors {
  return aliases.flatMap((alias, index) => [
    ...invalidAll(`${path}[${index}].ip`, textOf(alias, 'ip'), legacyIp(textOf(alias, 'ip'))),
    ...textsOf(alias, 'hostnames')
      .flatMap((name, position) => invalidAll(`${path}[${index}].hostnames[${position}]`, name, dns1123Subdomain(name))),
  ]);
}
