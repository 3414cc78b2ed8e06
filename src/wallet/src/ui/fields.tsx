import type { ComponentChildren } from 'preact';
import { longestNote, noteFault } from '../protocol/order';
import { t } from './words';

/** A field with its label, and what is wrong with it said beside it. */
export function Field(props: {
  id: string;
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  children: ComponentChildren;
}) {
  const said = props.fault || props.hint;
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.children}
      {said && (
        <p id={`${props.id}-hint`} class={props.fault ? 'fault' : 'faint'}>
          {said}
        </p>
      )}
    </div>
  );
}

export function AmountField(props: {
  id: string;
  label: string;
  text: string;
  onText(text: string): void;
  fault: boolean;
  optional?: boolean;
}) {
  return (
    <Field id={props.id} label={props.label} fault={props.fault ? t('mandates.amountFault') : undefined}>
      <input
        id={props.id}
        type="text"
        inputMode="decimal"
        required={!props.optional}
        autocomplete="off"
        aria-invalid={props.fault}
        aria-describedby={props.fault ? `${props.id}-hint` : undefined}
        value={props.text}
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
    </Field>
  );
}

/** What goes with a payment in words. */
export function NoteField(props: { id: string; label: string; text: string; onText(text: string): void }) {
  const wrong = noteFault(props.text);
  return (
    <Field
      id={props.id}
      label={props.label}
      hint={t('pay.noteHint', { count: longestNote })}
      fault={wrong ? t(wrong === 'too_long' ? 'pay.noteTooLong' : 'pay.noteForbidden') : undefined}
    >
      <input
        id={props.id}
        type="text"
        aria-describedby={`${props.id}-hint`}
        aria-invalid={wrong !== null}
        value={props.text}
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
    </Field>
  );
}
