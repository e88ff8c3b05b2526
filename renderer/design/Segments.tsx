import { ToggleGroup } from 'radix-ui';
import './segments.css';

interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; text: string }[];
  onChange: (value: T) => void;
}

/** One of a few choices, side by side. */
export function Segments<T extends string>({ label, value, options, onChange }: SegmentsProps<T>) {
  return (
    <ToggleGroup.Root type="single" className="segments" aria-label={label} value={value} onValueChange={(next) => { if (next !== '') onChange(next as T); }}>
      {options.map((option) => <ToggleGroup.Item key={option.value} value={option.value} className="segment">{option.text}</ToggleGroup.Item>)}
    </ToggleGroup.Root>
  );
}
