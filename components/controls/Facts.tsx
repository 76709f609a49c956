import type { MessageKey } from '../../utils/i18n.ts';
import { useText } from '../text.ts';

type Fact = readonly [name: MessageKey, value: string | undefined];

/** What is known of something, name by name; what is empty is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const { say } = useText();
  return (
    <dl class="facts">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{say(name)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
