import type { ComponentChildren } from 'preact';

/** A control under its label, with a sentence that explains what is chosen. */
export const Field = ({
  label,
  note,
  children,
}: {
  label: string;
  note?: string;
  children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label class="field">
    <span class="field-label">{label}</span>
    {children}
    {note && <small class="muted">{note}</small>}
  </label>
);

interface SelectProps {
  label: string;
  note?: string;
  value: string;
  items: readonly (readonly [value: string, label: string])[];
  onValue(value: string): void;
}
export const Select = ({ label, note, value, items, onValue }: SelectProps) => (
  <Field label={label} {...(note ? { note } : {})}>
    <select value={value} onChange={(event) => onValue(event.currentTarget.value)}>
      {items.map(([item, words]) => (
        <option key={item} value={item}>
          {words}
        </option>
      ))}
    </select>
  </Field>
);
