import './kbd.css';

/** Keys as caps: `Ctrl Shift R` gives three. */
export function Kbd({ keys }: { keys: string }) {
  return <span className="kbd-row">{keys.split(' ').map((key) => <kbd key={key} className="kbd">{key}</kbd>)}</span>;
}
