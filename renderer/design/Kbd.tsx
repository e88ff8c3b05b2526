import './kbd.css';

/** Keys as caps: `Ctrl Shift R` gives three, or one with all of them when `joined`. */
export function Kbd({ keys, joined = false }: { keys: string; joined?: boolean }) {
  if (joined) return <kbd className="kbd">{keys}</kbd>;
  return <span className="kbd-row">{keys.split(' ').map((key) => <kbd key={key} className="kbd">{key}</kbd>)}</span>;
}
