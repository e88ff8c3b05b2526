import type { StateFamily } from '../../shared/view/states.ts';
import { StateMark } from './StateMark.tsx';
import './pill.css';

interface PillProps {
  family: StateFamily;
  /** The case, as `StateMark`. */
  name?: string | undefined;
  /** The word. Kubernetes' own, untranslated, where it comes from the API. */
  text: string;
  turning?: boolean | undefined;
}

/** A state as a tinted pill: mark and word. */
export function Pill({ family, name, text, turning }: PillProps) {
  return (
    <span className="pill" data-family={family}>
      <StateMark family={family} name={name ?? text} size={12} turning={turning} />
      <span className="truncate" title={text}>{text}</span>
    </span>
  );
}
