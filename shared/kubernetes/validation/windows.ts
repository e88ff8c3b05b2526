import type { Fields } from '../fields.ts';
import { flagOf, itemsOf, optionalFields, optionalText } from '../fields.ts';
import { byteLength, dns1123Subdomain } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll } from './field-errors.ts';

const maxCredentialSpecBytes = 64 * 1_024;
const maxDomainBytes = 255;
const maxUserBytes = 104;
const netBiosName = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsName = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** `windowsOptions` of a pod or container. Source: validateWindowsSecurityContextOptions. */
export function validateWindowsOptions(context: Fields | undefined, path: string): FieldErrors {
  const options = optionalFields(context, 'windowsOptions');
  if (!options) return [];
  const at = `${path}.windowsOptions`;
  const errors: FieldErrors = [];
  const specName = optionalText(options, 'gmsaCredentialSpecName');
  if (specName !== undefined) errors.push(...invalidAll(`${at}.gmsaCredentialSpecName`, specName, dns1123Subdomain(specName)));
  const spec = optionalText(options, 'gmsaCredentialSpec');
  if (spec === '') errors.push(invalid(`${at}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec cannot be an empty string'));
  else if (spec !== undefined && byteLength(spec) > maxCredentialSpecBytes) {
    errors.push(invalid(`${at}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec size must be under 64 KiB'));
  }
  const userName = optionalText(options, 'runAsUserName');
  if (userName !== undefined) {
    errors.push(...runAsUserNameTexts(userName).map((text) => invalid(`${at}.runAsUserName`, userName, `runAsUserName${text}`)));
  }
  return errors;
}

/** `user` or `domain\\user`. */
function runAsUserNameTexts(name: string): string[] {
  if (name === '') return [' cannot be an empty string'];
  if (hasControlCharacter(name)) return [' cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return [' cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? parts[0] : undefined;
  const texts: string[] = [];
  if (domain !== undefined) {
    if (byteLength(domain) > maxDomainBytes) texts.push(`'s Domain length must be under ${maxDomainBytes + 1} characters`);
    if (!netBiosName.test(domain) && !dnsName.test(domain)) texts.push("'s Domain doesn't match the NetBios nor the DNS format");
  }
  if (user === '') texts.push("'s User cannot be empty");
  else if (byteLength(user) > maxUserBytes) texts.push(`'s User length must not be longer than ${maxUserBytes} characters`);
  if (/^[. ]+$/.test(user)) texts.push("'s User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) texts.push('\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  return texts;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

/** Pods that run in the host are all of such containers, and in its network. Source: validateWindowsHostProcessPod. */
export function validateHostProcess(spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const ofPod = hostProcess(spec);
  let count = 0;
  let inHost = 0;
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    itemsOf(spec, list).forEach((container, index) => {
      count += 1;
      const own = hostProcess(container);
      if (ofPod !== undefined && own !== undefined && own !== ofPod) {
        errors.push(
          invalid(
            `${path}.${list}[${index}].securityContext.windowsOptions.hostProcess`, own,
            `pod hostProcess value must be identical if both are specified, was ${ofPod}`,
          ),
        );
      }
      if (own ?? ofPod) inHost += 1;
    });
  }
  if (inHost === 0) return errors;
  if (inHost !== count) {
    errors.push(invalid(path, '', 'If pod contains any hostProcess containers then all containers must be HostProcess containers'));
  }
  if (!flagOf(spec, 'hostNetwork')) {
    errors.push(invalid(`${path}.hostNetwork`, false, 'hostNetwork must be true if pod contains any hostProcess containers'));
  }
  return errors;
}

function hostProcess(owner: Fields): boolean | undefined {
  const value = optionalFields(optionalFields(owner, 'securityContext'), 'windowsOptions')?.['hostProcess'];
  return typeof value === 'boolean' ? value : undefined;
}
