import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Tooltip } from './Tooltip.tsx';
import './button.css';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title'> {
  /** Spoken name and tooltip. */
  label: string;
  icon: ReactNode;
  /** Keys shown in the tooltip, e.g. `Ctrl Z`; from the command registry. */
  shortcut?: string | undefined;
  /** Drawn as chosen; also sets aria-pressed. */
  pressed?: boolean | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon; its name and shortcut are in the tooltip. Never smaller than 24×24. */
export function IconButton({ label, icon, shortcut, pressed, side = 'bottom', className, type = 'button', ref, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button {...rest} ref={ref} type={type} aria-label={label} aria-pressed={pressed} className={`icon-button${className ? ` ${className}` : ''}`}>
        {icon}
      </button>
    </Tooltip>
  );
}
