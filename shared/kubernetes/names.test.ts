import { describe, expect, it } from 'vitest';
import { cidr, ip, legacyCidr, legacyIp } from './names-ip.ts';
import type { NameRule } from './names.ts';
import {
  annotationKey, byteLength, cIdentifier, configMapKey, dns1035Label, dns1123Label, dns1123Subdomain, dns1123SubdomainWithUnderscore,
  envVarName, envVarNameRelaxed, httpHeaderName, labelKey, labelValue, percent, portName, portNumber, wildcardSubdomain,
} from './names.ts';

describe('name rules', () => {
  it.each<[string, NameRule, string[], string[]]>([
    ['dns1123Label', dns1123Label, ['a', '0', 'a-b', 'a'.repeat(63)], ['', 'A', '-a', 'a-', 'a.b', 'a_b', 'a'.repeat(64), 'a\n']],
    ['dns1123Subdomain', dns1123Subdomain, ['a.b', '1.2.3', 'a'.repeat(253)], ['', '.a', 'a..b', 'a-.b', 'A.b', 'a'.repeat(254)]],
    ['dns1123SubdomainWithUnderscore', dns1123SubdomainWithUnderscore, ['_a.b_c', 'a'], ['', '__a', 'a_']],
    ['dns1035Label', dns1035Label, ['a', 'a0'], ['', '0a', 'a-', 'a.b', 'a'.repeat(64)]],
    ['wildcardSubdomain', wildcardSubdomain, ['*.a', '*.a.b'], ['*', '*.', 'a.*', '*.*.a', '*a.b']],
    ['labelKey', labelKey, ['a', 'A_b.c', 'example.com/a', 'a'.repeat(63)], ['', '/a', 'a/', 'a/b/c', 'E.com/a', '_a', 'a'.repeat(64)]],
    ['annotationKey', annotationKey, ['Example.com/A'], ['a/', '-a']],
    ['labelValue', labelValue, ['', 'a', 'A_b.c-d'], ['-', 'a b', 'a'.repeat(64), 'a/b']],
    ['portName', portName, ['http', 'p-1', '1a'], ['', '80', 'a--b', '-a', 'a-', 'A', 'a'.repeat(16)]],
    ['configMapKey', configMapKey, ['a', '.a', 'A_-.0'], ['', '.', '..', '..a', 'a/b', 'a'.repeat(254)]],
    ['envVarName', envVarName, ['A', '_a', '-', 'a.b'], ['', '1a', 'a b', '..', 'A=B']],
    ['envVarNameRelaxed', envVarNameRelaxed, ['1a', 'a b', '!~'], ['', 'A=B', 'é', 'a\tb', '\u007f']],
    ['percent', percent, ['0%', '100%', '250%'], ['', '%', '-1%', '1.5%', '10', '1%%']],
    ['httpHeaderName', httpHeaderName, ['X-A'], ['', 'a b', 'a_b']],
    ['cIdentifier', cIdentifier, ['_a1', 'A'], ['', '1a', 'a-b']],
    ['ip', ip, ['1.2.3.4', '::', 'fd00::1'], ['', '1.2.3', '01.2.3.4', '::ffff:1.2.3.4', 'FD00::1', '256.1.1.1', 'fe80::1%e0', '1::2::3']],
    ['cidr', cidr, ['10.0.0.0/8', '::/0', '0.0.0.0/0'], ['', '10.0.0.1/8', '10.0.0.0/33', '10.0.0.0', '10.0.0.0/08', 'FD00::/8']],
  ])('%s', (_name, rule, good, bad) => {
    for (const value of good) expect({ value, errors: rule(value) }).toEqual({ value, errors: [] });
    for (const value of bad) expect({ value, valid: rule(value).length === 0 }).toEqual({ value, valid: false });
  });

  it('says what apimachinery says', () => {
    expect(dns1123Label('a.b')).toEqual(['must not contain dots']);
    expect(dns1123Label('My_Name')).toEqual([
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric "
      + "character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ]);
    expect(labelKey('')).toHaveLength(2);
    expect(labelKey('')[0]).toBe('name part must be non-empty');
    expect(labelKey('E.com/a')[0]).toMatch(/^prefix part a lowercase RFC 1123 subdomain /);
    expect(labelValue('a'.repeat(64))).toEqual(['must be no more than 63 characters']);
    expect(portName('')).toHaveLength(2);
    expect(portNumber(0)).toEqual(['must be between 1 and 65535, inclusive']);
    expect(portNumber(443)).toEqual([]);
    expect(ip('2001:db8:0:0:1:0:0:1')).toEqual(['must be in canonical form ("2001:db8::1:0:0:1")']);
  });

  it('gives the same answer again from its memory', () => {
    expect(labelValue('web')).toEqual([]);
    expect(labelValue('web')).toEqual([]);
    expect(labelValue('we b')).toEqual(labelValue('we b'));
  });

  it('is laxer for old address fields', () => {
    expect(legacyIp('FD00:0::1')).toEqual([]);
    expect(legacyIp('010.1.1.1', false)).toEqual([]);
    expect(legacyIp('010.1.1.1')).toEqual(['must not have leading 0s']);
    expect(legacyCidr('10.0.0.1/8', false)).toEqual([]);
    expect(legacyCidr('10.0.0.1/8')).toEqual(['must not have bits set beyond the prefix length']);
  });

  it('counts bytes of UTF-8', () => {
    for (const text of ['', 'a', 'é', '名', '😀', 'aé名😀']) expect(byteLength(text)).toBe(Buffer.byteLength(text));
  });
});
