import type { ComponentChildren } from 'preact';
import type { DataCard } from '../routes.ts';
import { useText } from '../text.ts';

/** The heading's id: where `#data/<card>` leads. */
export const cardId = (card: DataCard) => `data-${card}`;

export function Card({ card, children }: { card: DataCard; children: ComponentChildren }) {
  const { say } = useText();
  return (
    <section class="card data-card" aria-labelledby={cardId(card)}>
      <h2 id={cardId(card)} tabIndex={-1}>
        {say(`data_card_${card}`)}
      </h2>
      {children}
    </section>
  );
}
