import { X } from 'lucide-react';

/** Takes one thing out of a list or an object. @param name says what, for those who do not see where it stands */
export function RemoveButton({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <button type="button" className="form-remove" aria-label={name} onClick={onRemove}>
      <X size={14} />
    </button>
  );
}
