import type { ReactNode } from 'react';
import { KindIcon } from '../design/KindIcon.tsx';

interface InspectorHeaderProps {
  icon: string;
  name: string;
  /** `Pod in shop`. */
  subtitle: string;
  pill?: ReactNode;
}

/** What is inspected: icon, full name, kind and namespace, state. */
export function InspectorHeader({ icon, name, subtitle, pill }: InspectorHeaderProps) {
  return (
    <header className="inspector-header">
      <span className="inspector-icon"><KindIcon kind={icon} size={20} /></span>
      <div className="inspector-names">
        <h2 className="inspector-name" title={name}>{name}</h2>
        <p className="inspector-subtitle truncate">{subtitle}</p>
      </div>
      {pill}
    </header>
  );
}
