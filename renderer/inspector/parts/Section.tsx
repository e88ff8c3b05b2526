import { useId, type ReactNode } from 'react';
import './parts.css';

interface SectionProps {
  title: string;
  /** A number or short text at the right of the title. */
  aside?: ReactNode;
  /** For the first block, which explains itself: the title is for the ear only. */
  hideTitle?: boolean;
  children: ReactNode;
}

/** One titled block of the inspector, divided from the next by a hairline. */
export function Section({ title, aside, hideTitle = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <header className={hideTitle ? 'visually-hidden' : 'section-head'}>
        <h3 id={id} className="section-title">
          {title}
        </h3>
        {aside !== undefined && <span className="section-aside">{aside}</span>}
      </header>
      {children}
    </section>
  );
}
