// The device's own memory: one IndexedDB database for each application, two stores.
// `settings` holds single things by name; `outbox` holds payment orders by their id.

type StoreName = 'settings' | 'outbox';

const answer = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export class Database {
  private constructor(private readonly db: IDBDatabase) {}

  static async open(name: string): Promise<Database> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('settings');
      request.result.createObjectStore('outbox', { keyPath: 'id' });
    };
    return new Database(await answer(request));
  }

  get<T>(store: StoreName, key: string): Promise<T | undefined> {
    return answer(this.db.transaction(store).objectStore(store).get(key));
  }

  all<T>(store: StoreName): Promise<T[]> {
    return answer(this.db.transaction(store).objectStore(store).getAll());
  }

  /** Resolves when the value would survive a closed tab, not merely when it was accepted. */
  put(store: StoreName, value: unknown, key?: string): Promise<void> {
    return this.write(store, (objects) => objects.put(value, key));
  }

  delete(store: StoreName, key: string): Promise<void> {
    return this.write(store, (objects) => objects.delete(key));
  }

  private write(store: StoreName, act: (objects: IDBObjectStore) => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(store, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      act(transaction.objectStore(store));
    });
  }
}
