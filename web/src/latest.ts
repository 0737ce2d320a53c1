/** An answer that tells of a failure: what the server's problem says, or that it could not be reached. */
export class Failure extends Error {}

/** Asks for JSON; a new question ends the one before, whose answer is never used. */
export class Latest {
  #running: AbortController | null = null;

  /** The answer, or null where a later question has overtaken this one. Throws a {@link Failure}. */
  async ask<T>(url: string): Promise<T | null> {
    this.stop();
    const mine = new AbortController();
    this.#running = mine;
    try {
      const response = await fetch(url, { headers: { accept: "application/json" }, signal: mine.signal });
      if (!response.ok) throw new Failure(await problem(response));
      const answer = (await response.json()) as T;
      return this.#running === mine ? answer : null;
    } catch (error) {
      if (mine.signal.aborted) return null;
      if (error instanceof Failure) throw error;
      throw new Failure("The server could not be reached.", { cause: error });
    } finally {
      if (this.#running === mine) this.#running = null;
    }
  }

  /** Ends what is under way. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }
}

/** What an RFC 9457 problem says, or the status where the answer is none. */
async function problem(response: Response): Promise<string> {
  const otherwise = `The server answered ${response.status}.`;
  try {
    const { title, detail } = (await response.json()) as { title?: string; detail?: string };
    return detail ?? title ?? otherwise;
  } catch {
    return otherwise;
  }
}
