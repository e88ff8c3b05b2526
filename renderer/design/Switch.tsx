import { Switch as RadixSwitch } from 'radix-ui';
import './switch.css';

/** On or off, applied at once. */
export function Switch({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <RadixSwitch.Root className="switch" aria-label={label} checked={checked} onCheckedChange={onChange}><RadixSwitch.Thumb className="switch-thumb" /></RadixSwitch.Root>
  );
}
