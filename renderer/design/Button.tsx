import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import './button.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is filled with the accent, at most one per view; `quiet` has no outline. What removes looks like the rest: state colours mean state only. */
  variant?: 'default' | 'primary' | 'quiet' | undefined;
  icon?: ReactNode;
  size?: 'normal' | 'large' | undefined;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = 'default', icon, size = 'normal', className, children, type = 'button', ref, ...rest }: ButtonProps) {
  return (
    <button {...rest} ref={ref} type={type} className={`button button-${variant} button-${size}${className ? ` ${className}` : ''}`}>
      {icon}
      {children !== undefined && <span className="button-text">{children}</span>}
    </button>
  );
}
