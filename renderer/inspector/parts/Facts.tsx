import type { ReactNode } from 'react';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { goTo } from '../go-to.ts';
import { Breakable } from './Breakable.tsx';
import './parts.css';

/** Label and value rows. Rows whose value is empty are left out. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

interface FactProps {
  label: string;
  /** Addresses, times, quantities are set in mono. */
  mono?: boolean;
  children: ReactNode;
}

export function Fact({ label, mono = false, children }: FactProps) {
  if (children === undefined || children === null || children === '' || children === false) return null;
  return (
    <div className="fact">
      <dt className="fact-label"><Breakable text={label} /></dt>
      <dd className={mono ? 'fact-value mono' : 'fact-value'}>{typeof children === 'string' ? <Breakable text={children} /> : children}</dd>
    </div>
  );
}

/** The name of another object; goes there. */
export function ObjectLink({ to, children }: { to: ObjectRef; children?: ReactNode }) {
  return <button type="button" className="object-link" onClick={() => goTo(to)}>{children ?? to.name}</button>;
}
