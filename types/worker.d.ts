// What Python fills in (gcm/site/offline.py): the files that every device keeps.
declare const $core: string[];
