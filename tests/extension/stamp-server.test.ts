import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchStamp } from '../../utils/extension/stamp-server.ts';
import { failure, success } from '../../utils/result.ts';

const fetched = vi.fn<typeof fetch>();
const query = new Uint8Array([48, 1]);
const address = 'https://tsa.example/stamp';

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => vi.unstubAllGlobals());

describe('a time-stamp server', () => {
  it('gets the query and no cookies, and its answer comes back', async () => {
    fetched.mockResolvedValue(new Response(new Uint8Array([48, 2, 3])));
    expect(await fetchStamp(address, query)).toEqual(success(new Uint8Array([48, 2, 3])));
    expect(fetched).toHaveBeenCalledWith(address, expect.objectContaining({ method: 'POST', credentials: 'omit', redirect: 'error', body: query }));
  });

  it('that answers without end is refused before much of it is in memory', async () => {
    let given = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    fetched.mockResolvedValue(new Response(body));
    expect(await fetchStamp(address, query)).toEqual(failure('stampRefused', '200'));
    expect(given).toBeLessThan(10);
  });

  it.each([
    ['another status', () => fetched.mockResolvedValue(new Response('no', { status: 503 })), failure('stampRefused', '503')],
    ['no connection or no leave', () => fetched.mockRejectedValue(new TypeError('Failed to fetch')), failure('stampUnreachable', address)],
    ['too long a wait', () => fetched.mockRejectedValue(new DOMException('late', 'TimeoutError')), failure('stampUnreachable', address)],
  ])('%s is a failure', async (_, answer, expected) => {
    answer();
    expect(await fetchStamp(address, query)).toEqual(expected);
  });

  it('a bug is none', async () => {
    fetched.mockRejectedValue(new RangeError('bug'));
    await expect(fetchStamp(address, query)).rejects.toThrow('bug');
  });
});
