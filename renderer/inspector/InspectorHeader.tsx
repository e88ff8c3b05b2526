import type { ReactNode } from 'react';
import { KindIcon } from '../design/KindIcon.tsx';

interface InspectorHeaderProps {
  icon: string;
  name: string;
  /** `Pod in shop`. */
  subtitle: string;
  pill?: ReactNode;
}

/** Longer names get the whole first line, and the state goes to the second. */
const shortName = 16;

/** What is inspected: icon, full name, kind and namespace, state. */
export function InspectorHeader({ icon, name, subtitle, pill }: InspectorHeaderProps) {
  return (
    <header className="inspector-header" data-long={name.length > shortName ? '' : undefined}>
      <span className="inspector-icon"><KindIcon kind={icon} size={20} /></span>
      <h2 className="inspector-name" title={name}>{name}</h2>
      <p className="inspector-subtitle truncate">{subtitle}</p>
      <span className="inspector-pill">{pill}</span>
    </header>
  );
}
