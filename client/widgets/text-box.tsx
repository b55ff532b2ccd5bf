import { useRef, useState } from 'preact/hooks';
import { text } from '../text.ts';

/** Longest utterance, characters; the server refuses more (MAX_TEXT in shared/scenario.ts). */
const LONGEST = 500;

interface Props {
  disabled: boolean;
  /** Resolves true where the words were taken; they stay in the box otherwise. */
  onSay(words: string): Promise<boolean>;
}

/** Enter sends, Shift+Enter starts a new line, and Enter inside an input method only ends its word. */
export const TextBox = ({ disabled, onSay }: Props) => {
  const [words, setWords] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const send = async (): Promise<void> => {
    const said = words.trim();
    if (!said || disabled) return;
    if (await onSay(said)) setWords('');
    box.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      class="text-box"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={box}
        aria-label={text.composer.write}
        placeholder={text.composer.placeholder}
        rows={Math.min(4, words.split('\n').length)}
        maxLength={LONGEST}
        value={words}
        enterkeyhint="send"
        autocomplete="off"
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={press}
      />
      <button type="submit" class="primary" disabled={disabled || !words.trim()}>
        {text.composer.send}
      </button>
    </form>
  );
};
