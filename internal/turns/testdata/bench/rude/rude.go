package rude
