import { create } from 'zustand';
import type { RequestOrigin, RequestTarget } from '../../shared/network/request.ts';

/** The request that is followed, as it stands in the form. */
export interface Question {
  from: 'Internet' | 'Pod';
  /** `namespace/name`; the namespace `default` may be left away. */
  pod: string;
  to: 'Service' | 'Address';
  /** As `pod`. */
  service: string;
  /** Number or name; empty: the Service's first. */
  port: string;
  /** As in a browser: `shop.example.com/cart`, `10.0.0.7:30080`, `https://…`. */
  address: string;
  /** Of all that may become of it, one is followed that fails, if there is any. */
  failing: boolean;
}

export const emptyQuestion: Question = { from: 'Internet', pod: '', to: 'Service', service: '', port: '', address: '', failing: false };

/** Kept while the window is elsewhere, so that one comes back to the same request. */
export const useQuestion = create<Question>()(() => emptyQuestion);

/** What the control plane is asked; undefined while the form says too little. */
export function requestOf(question: Question): { origin: RequestOrigin; target: RequestTarget; failing?: true } | undefined {
  const origin = originOf(question);
  const target = question.to === 'Service' ? serviceTarget(question) : addressTarget(question.address);
  return origin && target && { origin, target, ...(question.failing ? { failing: true } : {}) };
}

function originOf({ from, pod }: Question): RequestOrigin | undefined {
  if (from === 'Internet') return { kind: 'Internet' };
  const named = nameIn(pod);
  return named && { kind: 'Pod', ...named };
}

function serviceTarget({ service, port }: Question): RequestTarget | undefined {
  const named = nameIn(service);
  if (!named) return undefined;
  const wanted = port.trim();
  if (wanted === '') return { service: named };
  if (!/^\d+$/.test(wanted)) return { service: { ...named, port: wanted } };
  return isPort(Number(wanted)) ? { service: { ...named, port: Number(wanted) } } : undefined;
}

/** @returns undefined for what a browser would not take for an address */
export function addressTarget(text: string): RequestTarget | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  try {
    const { protocol, hostname, port, pathname, search } = new URL(/^https?:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
    const number = port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80;
    return hostname === '' || !isPort(number) ? undefined : { host: hostname.replace(/^\[|\]$/g, ''), port: number, path: `${pathname}${search}` };
  } catch {
    return undefined;
  }
}

function isPort(number: number): boolean {
  return number >= 1 && number <= 65_535;
}

function nameIn(text: string): { namespace: string; name: string } | undefined {
  const parts = text.trim().split('/');
  const name = parts.at(-1) ?? '';
  return name === '' || parts.length > 2 ? undefined : { namespace: (parts.length === 2 ? parts[0] : undefined) || 'default', name };
}
