// What a codec finds in its world, and guards around what could take for ever. Gives back what the driver needs.
(function (global) {
  'use strict';
  // Built-in functions that walk along a length never look up, so a wrong length would hold the thread for ever.
  var MOST = 1048576;
  var ownProperty = Object.getOwnPropertyDescriptor;
  var define = Object.defineProperty;
  var inherit = Object.create;
  var isArray = Array.isArray;
  var isView = ArrayBuffer.isView;
  var apply = Reflect.apply;
  var construct = Reflect.construct;
  var proxies = new WeakSet();
  var isProxy = proxies.has.bind(proxies);
  var addProxy = proxies.add.bind(proxies);

  function guard(n) {
    if (n > MOST) { throw new RangeError('length is ' + n + ', expected at most ' + MOST); }
  }
  // The list as the function may see it: one whose length could change its mind is seen through one that can't.
  function guarded(list) {
    if (isArray(list) && !isProxy(list)) { guard(list.length); return list; }
    if (list === null || list === undefined || typeof list === 'string' || isView(list)) { return list; }
    var object = Object(list);
    var own = isProxy(object) ? undefined : ownProperty(object, 'length');
    if (own !== undefined && typeof own.value === 'number') { guard(own.value); return list; }
    if (own === undefined && !isProxy(object) && !('length' in object)) { return list; }
    var length = Number(object.length);
    guard(length);
    return inherit(object, { length: { value: length, writable: true } });
  }
  function leaves(list, depth, budget) {
    for (var i = 0; i < list.length && budget >= 0; i++) {
      budget = depth > 0 && isArray(list[i]) ? leaves(list[i], depth - 1, budget - 1) : budget - 1;
    }
    return budget;
  }
  // In place of a function, one that looks the same to who calls it.
  function replace(owner, name, make) {
    var real = owner[name];
    var stand = make(real);
    define(stand, 'name', { value: real.name, configurable: true });
    define(stand, 'length', { value: real.length, configurable: true });
    define(owner, name, { value: stand, writable: true, enumerable: false, configurable: true });
  }
  function standIn(name, real) {
    switch (name) {
      case 'flat': return {
        flat() {
          var list = guarded(this);
          if (leaves(list, arguments.length ? arguments[0] : 1, MOST) < 0) { guard(MOST + 1); }
          return apply(real, list, arguments);
        }
      }.flat;
      case 'concat': return {
        concat() {
          for (var i = 0; i < arguments.length; i++) { guarded(arguments[i]); }
          return apply(real, guarded(this), arguments);
        }
      }.concat;
      default: return { method() { return apply(real, guarded(this), arguments); } }.method;
    }
  }
  var names = Object.getOwnPropertyNames(Array.prototype);
  for (var i = 0; i < names.length; i++) {
    var name = names[i];
    // what is left alone takes the same time whatever the length
    if (typeof Array.prototype[name] === 'function' && name !== 'constructor' && name !== 'push' && name !== 'pop'
        && name !== 'at') {
      replace(Array.prototype, name, standIn.bind(null, name));
    }
  }
  define(Array.prototype, Symbol.iterator, {
    value: Array.prototype.values, writable: true, enumerable: false, configurable: true
  });
  function fromGuarded(real) {
    return {
      from(source) {
        var iterable = source !== null && source !== undefined && source[Symbol.iterator] !== undefined;
        if (iterable) { return apply(real, this, arguments); }
        var rest = [];
        for (var i = 0; i < arguments.length; i++) { rest[i] = i === 0 ? guarded(source) : arguments[i]; }
        return apply(real, this, rest);
      }
    }.from;
  }
  replace(Array, 'from', fromGuarded);
  if (Array.fromAsync) { delete Array.fromAsync; } // nothing waits for it

  var RealProxy = global.Proxy;
  function Proxy(target, handler) {
    var proxy = construct(RealProxy, [target, handler]);
    addProxy(proxy);
    return proxy;
  }
  define(Proxy, 'prototype', { value: undefined });
  define(Proxy, 'revocable', {
    value: function revocable(target, handler) {
      var made = RealProxy.revocable(target, handler);
      addProxy(made.proxy);
      return made;
    },
    writable: true, configurable: true
  });
  define(global, 'Proxy', { value: Proxy, writable: true, enumerable: false, configurable: true });

  // with an ordinary space before AM and PM, as other engines write it
  ['toLocaleString', 'toLocaleTimeString'].forEach(function (name) {
    replace(Date.prototype, name, function (real) {
      return { method() { return apply(real, this, arguments).replace(/\u202f/g, ' '); } }.method;
    });
  });

  function silent() {}
  var silence = {};
  ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table', 'group', 'groupEnd', 'assert', 'count', 'time', 'timeEnd']
    .forEach(function (name) { silence[name] = silent; });
  define(global, 'console', { value: silence, writable: true, enumerable: false, configurable: true });

  // the codec's clock is the time of reception
  var RealDate = Date;
  var now = 0;
  function CodecDate() {
    if (!new.target) { return new RealDate(now).toString(); }
    return construct(RealDate, arguments.length ? arguments : [now], new.target === CodecDate ? RealDate : new.target);
  }
  define(CodecDate, 'name', { value: 'Date', configurable: true });
  define(CodecDate, 'length', { value: 7, configurable: true });
  define(CodecDate, 'prototype', { value: RealDate.prototype, writable: false });
  define(RealDate.prototype, 'constructor', { value: CodecDate, writable: true, enumerable: false, configurable: true });
  [['now', function now_() { return now; }], ['parse', RealDate.parse], ['UTC', RealDate.UTC]].forEach(function (one) {
    define(CodecDate, one[0], { value: one[1], writable: true, enumerable: false, configurable: true });
  });
  define(CodecDate.now, 'name', { value: 'now', configurable: true });
  define(global, 'Date', { value: CodecDate, writable: true, enumerable: false, configurable: true });

  return { setNow: function (millis) { now = millis; }, Date: RealDate };
})(globalThis)
